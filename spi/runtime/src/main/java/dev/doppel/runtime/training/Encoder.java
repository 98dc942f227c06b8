package dev.doppel.runtime.training;

import dev.doppel.runtime.metric.MatrixProduct;
import java.util.Optional;

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
   * Where a vision transformer looks in images.
   *
   * @param block the images, all of one size that patches divide
   * @return the attention of its last block's class token; empty for other encoders
   */
  default Optional<AttentionMaps> attention(ViewBlock block) {
    return Optional.empty();
  }

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
