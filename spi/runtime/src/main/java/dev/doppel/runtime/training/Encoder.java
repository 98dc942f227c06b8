package dev.doppel.runtime.training;

import dev.doppel.runtime.metric.MatrixProduct;

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

  /**
   * Products of matrices on this encoder's device, for evaluations.
   *
   * @return the products, to be used until this encoder is closed; plain Java unless the platform
   *     brings its own
   */
  default MatrixProduct matrixProduct() {
    return MatrixProduct.HOST;
  }

  @Override
  void close();
}
