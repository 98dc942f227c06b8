package dev.doppel.dl4j.transformer;

import dev.doppel.dl4j.layer.Elementwise;
import dev.doppel.dl4j.layer.Scratch;
import dev.doppel.dl4j.transformer.LayerNorm.Standardised;
import dev.doppel.runtime.network.VisionTransformer;
import java.util.function.Consumer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * {@link TransformerBlock} at work. What the backward pass can make again in one operation, the
 * outputs of the norms and of the Gaussian units, is not kept: that is a third of the memory.
 */
public final class TransformerBlockLayer extends TokenLayer<TransformerBlock> {

  private static final long serialVersionUID = 1;

  private static final long MIDDLE = VisionTransformer.PERCEPTRON_FACTOR;
  private static final long JOINED = 3;

  private final transient int width;
  private final transient LayerNorm norm;
  private final transient Attention attention;
  private final transient GaussianUnit unit = new GaussianUnit();
  private final transient Elementwise elementwise = new Elementwise();
  private final transient LinearMap projection = LinearMap.writing(1);
  private final transient LinearMap addition = LinearMap.adding(1);
  private final transient LinearMap beforeUnit = LinearMap.writing(GaussianUnit.FACTOR);
  private final transient LinearMap afterUnit = LinearMap.adding(GaussianUnit.FACTOR);
  private final transient SkippedBranches skipped;
  private transient long pass;
  private transient Consumer<INDArray> attentionReader;
  private transient Kept forward;

  /** What the forward pass leaves; rows are {@code [batch * tokens, ...]}. */
  private record Kept(
      Standardised first,
      INDArray joined,
      INDArray weights,
      INDArray mixed,
      Standardised second,
      INDArray inner,
      INDArray gate,
      SkippedBranches.Factors factors) {}

  TransformerBlockLayer(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
    TransformerBlock configuration = layerConf();
    this.width = configuration.width();
    this.norm = new LayerNorm(dataType, width);
    this.attention = new Attention(configuration.heads(), width);
    this.skipped = new SkippedBranches(configuration);
  }

  /**
   * Tells the layer which forward pass of an iteration comes next, since each chooses anew which
   * samples skip branches.
   *
   * @param number the passes of the iteration before it
   */
  public void setPass(int number) {
    pass = number;
  }

  /**
   * Lets the attention of forward passes be read.
   *
   * @param reader gets the weights, {@code [batch, heads, tokens, tokens]}, valid within the call;
   *     null for no reader
   */
  public void readAttention(Consumer<INDArray> reader) {
    attentionReader = reader;
  }

  @Override
  INDArray forward(boolean training, LayerWorkspaceMgr workspaces) {
    long batch = input.size(0);
    long tokens = input.size(1);
    long rows = batch * tokens;
    Kept kept =
        new Kept(
            standardised(training, workspaces, rows),
            kept(training, workspaces, rows, JOINED * width),
            kept(training, workspaces, batch, layerConf().heads(), tokens, tokens),
            kept(training, workspaces, rows, width),
            standardised(training, workspaces, rows),
            kept(training, workspaces, rows, MIDDLE * width),
            kept(training, workspaces, rows, MIDDLE * width),
            training && skipped.isActive() ? factors(workspaces, batch, rows) : null);
    INDArray output = workspaces.dup(ArrayType.ACTIVATIONS, input, 'c');
    INDArray stream = output.reshape('c', rows, width);
    attend(kept, stream, batch, tokens);
    perceive(kept, stream);
    forward = training ? kept : null;
    return output;
  }

  private SkippedBranches.Factors factors(LayerWorkspaceMgr workspaces, long batch, long rows) {
    SkippedBranches.Factors factors =
        new SkippedBranches.Factors(
            kept(true, workspaces, 1, rows), kept(true, workspaces, 1, rows));
    skipped.draw(getIterationCount(), pass, Math.toIntExact(batch), factors);
    return factors;
  }

  private Standardised standardised(boolean training, LayerWorkspaceMgr workspaces, long rows) {
    return new Standardised(
        kept(training, workspaces, rows, width), kept(training, workspaces, rows, 1));
  }

  private void attend(Kept kept, INDArray stream, long batch, long tokens) {
    INDArray ones = ones(stream.size(0));
    try (Scratch scratch = new Scratch()) {
      INDArray normed = scratch.array(dataType, stream.shape());
      norm.standardise(stream, kept.first());
      norm.apply(kept.first(), getParam("norm1.scale"), getParam("norm1.shift"), normed);
      projection.forward(
          normed,
          getParam("query-key-value.weight"),
          getParam("query-key-value.bias"),
          ones,
          kept.joined());
      attention.forward(
          kept.joined().reshape('c', batch, tokens, JOINED * width),
          kept.weights(),
          kept.mixed().reshape('c', batch, tokens, width));
      if (attentionReader != null) {
        attentionReader.accept(kept.weights());
      }
      INDArray branch = kept.mixed();
      INDArray factors = ones;
      if (kept.factors() != null) {
        factors = kept.factors().attention();
        branch = normed;
        elementwise.multiply(kept.mixed(), factors.transpose(), branch);
      }
      addition.forward(branch, getParam("output.weight"), getParam("output.bias"), factors, stream);
    }
  }

  private void perceive(Kept kept, INDArray stream) {
    INDArray ones = ones(stream.size(0));
    try (Scratch scratch = new Scratch()) {
      INDArray normed = scratch.array(dataType, stream.shape());
      norm.standardise(stream, kept.second());
      norm.apply(kept.second(), getParam("norm2.scale"), getParam("norm2.shift"), normed);
      beforeUnit.forward(
          normed, getParam("perceptron1.weight"), getParam("perceptron1.bias"), ones, kept.inner());
      unit.gate(kept.inner(), kept.gate());
      INDArray outer = scratch.array(dataType, kept.inner().shape());
      unit.apply(kept.inner(), kept.gate(), outer);
      INDArray factors = ones;
      if (kept.factors() != null) {
        factors = kept.factors().perceptron();
        elementwise.multiply(outer, factors.transpose(), outer);
      }
      afterUnit.forward(
          outer, getParam("perceptron2.weight"), getParam("perceptron2.bias"), factors, stream);
    }
  }

  @Override
  INDArray backward(INDArray gradient, LayerWorkspaceMgr workspaces) {
    Kept kept = forward;
    forward = null;
    INDArray result = workspaces.dup(ArrayType.ACTIVATION_GRAD, gradient, 'c');
    INDArray stream = result.reshape('c', kept.mixed().size(0), width);
    perceiveBackward(kept, stream);
    attendBackward(kept, stream, result.size(0), result.size(1));
    return result;
  }

  private void perceiveBackward(Kept kept, INDArray stream) {
    INDArray ones = ones(stream.size(0));
    try (Scratch scratch = new Scratch()) {
      INDArray branch = stream;
      if (kept.factors() != null) {
        branch = scratch.array(dataType, stream.shape());
        elementwise.multiply(stream, kept.factors().perceptron().transpose(), branch);
      }
      INDArray inner = scratch.array(dataType, kept.inner().shape());
      unit.apply(kept.inner(), kept.gate(), inner);
      afterUnit.parameterGradients(
          branch, inner, ones, gradient("perceptron2.weight"), gradient("perceptron2.bias"));
      afterUnit.inputGradient(branch, getParam("perceptron2.weight"), inner);
      unit.backward(kept.inner(), kept.gate(), inner);
      INDArray normed = scratch.array(dataType, stream.shape());
      norm.apply(kept.second(), getParam("norm2.scale"), getParam("norm2.shift"), normed);
      beforeUnit.parameterGradients(
          inner, normed, ones, gradient("perceptron1.weight"), gradient("perceptron1.bias"));
      beforeUnit.inputGradient(inner, getParam("perceptron1.weight"), normed);
      normBackward("norm2.", kept.second(), normed, stream);
    }
  }

  private void attendBackward(Kept kept, INDArray stream, long batch, long tokens) {
    INDArray ones = ones(stream.size(0));
    try (Scratch scratch = new Scratch()) {
      INDArray branch = stream;
      if (kept.factors() != null) {
        branch = scratch.array(dataType, stream.shape());
        elementwise.multiply(stream, kept.factors().attention().transpose(), branch);
      }
      addition.parameterGradients(
          branch, kept.mixed(), ones, gradient("output.weight"), gradient("output.bias"));
      INDArray mixed = scratch.array(dataType, batch, tokens, width);
      INDArray mixedRows = mixed.reshape('c', batch * tokens, width);
      addition.inputGradient(branch, getParam("output.weight"), mixedRows);
      INDArray joined = scratch.array(dataType, batch, tokens, JOINED * width);
      attention.backward(
          kept.joined().reshape('c', batch, tokens, JOINED * width), kept.weights(), mixed, joined);
      INDArray joinedRows = joined.reshape('c', batch * tokens, JOINED * width);
      norm.apply(kept.first(), getParam("norm1.scale"), getParam("norm1.shift"), mixedRows);
      projection.parameterGradients(
          joinedRows,
          mixedRows,
          ones,
          gradient("query-key-value.weight"),
          gradient("query-key-value.bias"));
      projection.inputGradient(joinedRows, getParam("query-key-value.weight"), mixedRows);
      normBackward("norm1.", kept.first(), mixedRows, stream);
    }
  }

  /** Adds to the stream's gradient what comes through a norm. */
  private void normBackward(
      String prefix, Standardised standardised, INDArray gradient, INDArray stream) {
    norm.parameterGradients(
        gradient,
        standardised,
        ones(stream.size(0)),
        gradient(prefix + "scale"),
        gradient(prefix + "shift"));
    norm.inputGradient(gradient, standardised, getParam(prefix + "scale"));
    elementwise.add(stream, gradient, stream);
  }
}
