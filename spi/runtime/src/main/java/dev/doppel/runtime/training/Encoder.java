package dev.doppel.runtime.training;

/** A trained encoder, read back from its model file, in evaluation mode. For one thread. */
public interface Encoder extends AutoCloseable {

  /**
   * The embeddings of images.
   *
   * @param block the images, all of one size
   * @return one row a sample, {@code [batch, width]}
   */
  float[][] embed(ViewBlock block);

  /**
   * The width of the embeddings.
   *
   * @return the columns of {@link #embed}
   */
  int width();

  @Override
  void close();
}
