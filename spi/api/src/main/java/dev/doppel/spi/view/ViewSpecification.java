package dev.doppel.spi.view;

import java.util.List;

/**
 * How one view of a sample is drawn.
 *
 * @param name the view's name, for reports
 * @param kind global or local
 * @param size the height and width of the view, in pixels
 * @param steps the operations, in order
 */
public record ViewSpecification(String name, ViewKind kind, int size, List<ViewStep> steps) {

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if the size is not positive
   */
  public ViewSpecification {
    if (size < 1) {
      throw new IllegalArgumentException(
          "the size of view '" + name + "' must be at least 1 pixel, not " + size);
    }
    steps = List.copyOf(steps);
  }
}
