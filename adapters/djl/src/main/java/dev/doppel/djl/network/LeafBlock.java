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
import java.util.function.Function;

/** A block of one input, one output and no children. */
abstract class LeafBlock extends AbstractBlock {

  private static final byte VERSION = 1;

  LeafBlock() {
    super(VERSION);
  }

  /** Adds a parameter; {@link #prepare} says its shape. */
  final Parameter parameter(String name, Parameter.Type type) {
    return addParameter(Parameter.builder().setName(name).setType(type).build());
  }

  /**
   * The output.
   *
   * @param input the input
   * @param borrowed a parameter over the same memory, in the hands of the input's manager: what DJL
   *     computes of an array belongs to that array's manager, and a parameter's lives as long as
   *     the model, so that each pass would leave its intermediate arrays behind
   * @param training whether in training mode
   */
  abstract NDArray forward(NDArray input, Function<Parameter, NDArray> borrowed, boolean training);

  @Override
  protected final NDList forwardInternal(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      PairList<String, Object> parameterPairs) {
    NDArray input = inputs.singletonOrThrow();
    return new NDList(
        forward(input, parameter -> borrow(parameters, parameter, input, training), training));
  }

  private static NDArray borrow(
      ParameterStore parameters, Parameter parameter, NDArray input, boolean training) {
    NDArray value = parameters.getValue(parameter, input.getDevice(), training);
    NDArray view = value.reshape(value.getShape());
    view.attach(input.getManager());
    return view;
  }

  @Override
  public final void initializeChildBlocks(
      NDManager manager, DataType dataType, Shape... inputShapes) {
    // It has none.
  }
}
