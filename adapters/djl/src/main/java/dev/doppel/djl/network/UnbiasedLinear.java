package dev.doppel.djl.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import java.util.function.Function;

/** A fully connected layer without bias that does something to its rows of weights first. */
abstract class UnbiasedLinear extends LeafBlock {

  private final int units;
  private final Parameter weight;

  UnbiasedLinear(int units) {
    this.units = units;
    this.weight = parameter("weight", Parameter.Type.WEIGHT);
  }

  /** The parameter, of shape {@code [units, inputs]}. */
  final NDArray weight() {
    return weight.getArray();
  }

  /** What the input is multiplied by. */
  abstract NDArray rows(NDArray weights, boolean training);

  @Override
  final NDArray forward(NDArray input, Function<Parameter, NDArray> borrowed, boolean training) {
    return Linear.linear(input, rows(borrowed.apply(weight), training)).singletonOrThrow();
  }

  @Override
  public final Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {new Shape(inputShapes[0].get(0), units)};
  }

  @Override
  protected final void prepare(Shape[] inputShapes) {
    weight.setShape(new Shape(units, inputShapes[0].get(1)));
  }
}
