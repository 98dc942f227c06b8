package dev.doppel.spi.view;

import java.util.random.RandomGenerator;

/**
 * One image operation with its options. Immutable and safe to use from several threads at once: all
 * chance comes from the generator, so that a view is a function of the seed, the epoch, the sample
 * and the view alone.
 */
public interface ViewOperation {

  /**
   * Carries the operation out.
   *
   * @param image the image; owned by this operation if {@link #modifiesInput()}
   * @param random the chance of this sample and view
   * @return the result, of as many channels; the same image if it was changed in place
   */
  Image apply(Image image, RandomGenerator random);

  /**
   * Whether {@link #apply} may change or return its argument. If not, the caller may hand over an
   * image that it still needs.
   *
   * @return true by default
   */
  default boolean modifiesInput() {
    return true;
  }
}
