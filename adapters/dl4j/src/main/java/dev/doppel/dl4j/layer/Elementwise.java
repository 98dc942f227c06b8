package dev.doppel.dl4j.layer;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Products and sums of two arrays of one shape; for a layer, to be used over and over. */
final class Elementwise {

  private final NativeOperation product = new NativeOperation("multiply", new double[0]);
  private final NativeOperation sum = new NativeOperation("add", new double[0]);

  /** Writes the product; the result may be one of the factors. */
  void multiply(INDArray left, INDArray right, INDArray result) {
    product.run(List.of(left, right), List.of(result));
  }

  /** Writes the sum; the result may be one of the summands. */
  void add(INDArray left, INDArray right, INDArray result) {
    sum.run(List.of(left, right), List.of(result));
  }
}
