package dev.doppel.djl.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.Arrays;
import java.util.function.Function;

/**
 * A group normalisation (arXiv 1803.08494, equations 1 to 3) of vectors {@code [batch, channels]}
 * or maps {@code [batch, channels, height, width]}: mean 0 and variance 1 over each group of
 * channels of a sample, then a scale and a shift for each channel. DJL has no such block.
 */
final class GroupNormBlock extends LeafBlock {

  private final int groups;
  private final Parameter scale;
  private final Parameter shift;

  GroupNormBlock(int groups) {
    this.groups = groups;
    this.scale = parameter("gamma", Parameter.Type.GAMMA);
    this.shift = parameter("beta", Parameter.Type.BETA);
  }

  @Override
  NDArray forward(NDArray input, Function<Parameter, NDArray> borrowed, boolean training) {
    Shape shape = input.getShape();
    NDArray normal = StandardizedRows.of(input.reshape(shape.get(0) * groups, -1)).reshape(shape);
    Shape channels = perChannel(shape);
    return normal
        .mul(borrowed.apply(scale).reshape(channels))
        .add(borrowed.apply(shift).reshape(channels));
  }

  private static Shape perChannel(Shape shape) {
    long[] sizes = new long[shape.dimension()];
    Arrays.fill(sizes, 1);
    sizes[1] = shape.get(1);
    return new Shape(sizes);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {inputShapes[0]};
  }

  @Override
  protected void prepare(Shape[] inputShapes) {
    long channels = inputShapes[0].get(1);
    if (channels % groups != 0) {
      throw new IllegalArgumentException(
          "%d groups do not divide the %d channels of a group normalisation's input"
              .formatted(groups, channels));
    }
    scale.setShape(new Shape(channels));
    shift.setShape(new Shape(channels));
  }
}
