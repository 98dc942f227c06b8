package dev.doppel.dl4j.transformer;

import dev.doppel.dl4j.layer.Memory;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A layer of tokens: what its passes have in common. */
abstract class TokenLayer<C extends TokenConfiguration> extends BaseLayer<C> {

  private static final long serialVersionUID = 1;

  private final transient List<INDArray> kept = new ArrayList<>();
  private transient INDArray ones;

  TokenLayer(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  /** Computes the output. */
  abstract INDArray forward(boolean training, LayerWorkspaceMgr workspaces);

  /** Writes the parameters' gradients. */
  abstract INDArray backward(INDArray gradient, LayerWorkspaceMgr workspaces);

  @Override
  public final INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
    assertInputSet(false);
    // Those of a pass whose backward pass never came.
    release();
    INDArray output = forward(training, workspaceMgr);
    if (!training) {
      release();
    }
    return output;
  }

  @Override
  public final Pair<Gradient, INDArray> backpropGradient(
      INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
    assertInputSet(true);
    INDArray result = backward(epsilon, workspaceMgr);
    release();
    Gradient gradient = new DefaultGradient();
    gradientViews.forEach((key, view) -> gradient.setGradientFor(key, view, 'c'));
    return new Pair<>(gradient, result);
  }

  /** An array that the backward pass reads, if there will be one; any content, in C order. */
  final INDArray kept(boolean training, LayerWorkspaceMgr workspaces, long... shape) {
    ArrayType place = training ? ArrayType.ACTIVATIONS : ArrayType.FF_WORKING_MEM;
    INDArray array = workspaces.createUninitialized(place, dataType, shape, 'c');
    kept.add(array);
    return array;
  }

  private void release() {
    kept.forEach(Memory::free);
    kept.clear();
  }

  /** A row of ones. */
  final INDArray ones(long length) {
    if (ones == null || ones.size(1) != length) {
      ones = Memory.lasting(dataType, 1, 1, length);
    }
    return ones;
  }

  /** A parameter's gradient, to be written. */
  final INDArray gradient(String key) {
    return gradientViews.get(key);
  }

  /** A vector as a matrix of one row, over its own memory. */
  static INDArray row(INDArray vector) {
    return vector.reshape('c', 1, vector.length());
  }

  @Override
  public final void setParams(INDArray params) {
    // DL4J's own layers have their parameters in Fortran order.
    if (params != this.paramsFlattened) {
      setParams(params, 'c');
    }
  }

  @Override
  public final boolean isPretrainLayer() {
    return false;
  }
}
