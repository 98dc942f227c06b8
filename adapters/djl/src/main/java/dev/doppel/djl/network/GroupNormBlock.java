package dev.doppel.djl.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.Arrays;

/**
 * A group normalisation (arXiv 1803.08494, equations 1 to 3) of vectors {@code [batch, channels]}
 * or maps {@code [batch, channels, height, width]}: mean 0 and variance 1 over each group of
 * channels of a sample, then a scale and a shift for each channel. DJL has no such block.
 */
final class GroupNormBlock extends AbstractBlock {

  private static final byte VERSION = 1;

  private final int groups;
  private final Parameter scale;
  private final Parameter shift;

  GroupNormBlock(int groups) {
    super(VERSION);
    this.groups = groups;
    this.scale =
        addParameter(Parameter.builder().setName("gamma").setType(Parameter.Type.GAMMA).build());
    this.shift =
        addParameter(Parameter.builder().setName("beta").setType(Parameter.Type.BETA).build());
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      PairList<String, Object> parameterPairs) {
    NDArray input = inputs.singletonOrThrow();
    Shape shape = input.getShape();
    NDArray normal = StandardizedRows.of(input.reshape(shape.get(0) * groups, -1)).reshape(shape);
    Shape channels = perChannel(shape);
    NDArray scales = Borrowed.of(parameters.getValue(scale, input.getDevice(), training), input);
    NDArray shifts = Borrowed.of(parameters.getValue(shift, input.getDevice(), training), input);
    return new NDList(normal.mul(scales.reshape(channels)).add(shifts.reshape(channels)));
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

  @Override
  public void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
    // It has none.
  }
}
