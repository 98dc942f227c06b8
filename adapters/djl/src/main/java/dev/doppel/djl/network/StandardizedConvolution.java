package dev.doppel.djl.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import java.util.function.Function;

/**
 * A convolution without bias whose weights have, for each filter, mean 0 and standard deviation 1
 * (arXiv 1903.10520, equation 2), with gradients through both. Padded to keep the map's size.
 */
final class StandardizedConvolution extends LeafBlock {

  private static final Shape NO_DILATION = new Shape(1, 1);

  private final int filters;
  private final int kernel;
  private final int stride;
  private final Parameter weight;

  StandardizedConvolution(int filters, int kernel, int stride) {
    this.filters = filters;
    this.kernel = kernel;
    this.stride = stride;
    this.weight = parameter("weight", Parameter.Type.WEIGHT);
  }

  @Override
  NDArray forward(NDArray input, Function<Parameter, NDArray> borrowed, boolean training) {
    NDArray weights = borrowed.apply(weight);
    NDArray rows = StandardizedRows.of(weights.reshape(filters, -1));
    int padding = (kernel - 1) / 2;
    return Conv2d.conv2d(
            input,
            rows.reshape(weights.getShape()),
            null,
            new Shape(stride, stride),
            new Shape(padding, padding),
            NO_DILATION)
        .singletonOrThrow();
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    Shape input = inputShapes[0];
    return new Shape[] {
      new Shape(input.get(0), filters, outputSize(input.get(2)), outputSize(input.get(3)))
    };
  }

  private long outputSize(long size) {
    return (size + 2L * ((kernel - 1) / 2) - kernel) / stride + 1;
  }

  @Override
  protected void prepare(Shape[] inputShapes) {
    weight.setShape(new Shape(filters, inputShapes[0].get(1), kernel, kernel));
  }
}
