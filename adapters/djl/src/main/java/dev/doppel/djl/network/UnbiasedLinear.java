package dev.doppel.djl.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/** A fully connected layer without bias that does something to its rows of weights first. */
abstract class UnbiasedLinear extends AbstractBlock {

  private static final byte VERSION = 1;

  private final int units;
  private final Parameter weight;

  UnbiasedLinear(int units) {
    super(VERSION);
    this.units = units;
    this.weight =
        addParameter(Parameter.builder().setName("weight").setType(Parameter.Type.WEIGHT).build());
  }

  /** The parameter, of shape {@code [units, inputs]}. */
  final NDArray weight() {
    return weight.getArray();
  }

  /** What the input is multiplied by. */
  abstract NDArray rows(NDArray weights, boolean training);

  @Override
  protected final NDList forwardInternal(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      PairList<String, Object> parameterPairs) {
    NDArray input = inputs.singletonOrThrow();
    NDArray weights = Borrowed.of(parameters.getValue(weight, input.getDevice(), training), input);
    return Linear.linear(input, rows(weights, training));
  }

  @Override
  public final Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {new Shape(inputShapes[0].get(0), units)};
  }

  @Override
  protected final void prepare(Shape[] inputShapes) {
    weight.setShape(new Shape(units, inputShapes[0].get(1)));
  }

  @Override
  public final void initializeChildBlocks(
      NDManager manager, DataType dataType, Shape... inputShapes) {
    // It has none.
  }
}
