package dev.doppel.djl;

import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.BlockList;
import ai.djl.nn.Parameter;
import ai.djl.nn.ParameterList;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A block that does what another one does, and shows what comes out of it in training. It has no
 * layer of its own: the parameters, and the file that they are saved to, are the other's.
 */
final class WatchedBlock implements Block {

  private final Block block;
  private final Consumer<NDList> onOutputs;

  WatchedBlock(Block block, Consumer<NDList> onOutputs) {
    this.block = block;
    this.onOutputs = onOutputs;
  }

  @Override
  public NDList forward(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      PairList<String, Object> arguments) {
    NDList outputs = block.forward(parameters, inputs, training, arguments);
    if (training) {
      onOutputs.accept(outputs);
    }
    return outputs;
  }

  /** DJL's forward pass in training, of a trainer that hands labels on. */
  @Override
  public NDList forward(
      ParameterStore parameters, NDList data, NDList labels, PairList<String, Object> arguments) {
    NDList outputs = block.forward(parameters, data, labels, arguments);
    onOutputs.accept(outputs);
    return outputs;
  }

  @Override
  public void setInitializer(Initializer initializer, Parameter.Type type) {
    block.setInitializer(initializer, type);
  }

  @Override
  public void setInitializer(Initializer initializer, String parameter) {
    block.setInitializer(initializer, parameter);
  }

  @Override
  public void setInitializer(Initializer initializer, Predicate<Parameter> predicate) {
    block.setInitializer(initializer, predicate);
  }

  @Override
  public void initialize(NDManager manager, DataType type, Shape... inputShapes) {
    block.initialize(manager, type, inputShapes);
  }

  @Override
  public boolean isInitialized() {
    return block.isInitialized();
  }

  @Override
  public void cast(DataType type) {
    block.cast(type);
  }

  @Override
  public void clear() {
    block.clear();
  }

  @Override
  public PairList<String, Shape> describeInput() {
    return block.describeInput();
  }

  @Override
  public BlockList getChildren() {
    return block.getChildren();
  }

  @Override
  public ParameterList getDirectParameters() {
    return block.getDirectParameters();
  }

  @Override
  public ParameterList getParameters() {
    return block.getParameters();
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return block.getOutputShapes(inputShapes);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes, DataType[] types) {
    return block.getOutputShapes(inputShapes, types);
  }

  @Override
  public Shape[] getInputShapes() {
    return block.getInputShapes();
  }

  @Override
  public DataType[] getOutputDataTypes() {
    return block.getOutputDataTypes();
  }

  @Override
  public void saveParameters(DataOutputStream output) throws IOException {
    block.saveParameters(output);
  }

  @Override
  public void loadParameters(NDManager manager, DataInputStream input)
      throws IOException, MalformedModelException {
    block.loadParameters(manager, input);
  }

  @Override
  public void freezeParameters(boolean freeze) {
    block.freezeParameters(freeze);
  }

  @Override
  public void freezeParameters(boolean freeze, Predicate<Parameter> predicate) {
    block.freezeParameters(freeze, predicate);
  }

  @Override
  public Map<String, String> getCustomMetadata() {
    return block.getCustomMetadata();
  }

  @Override
  public String toString() {
    return block.toString();
  }
}
