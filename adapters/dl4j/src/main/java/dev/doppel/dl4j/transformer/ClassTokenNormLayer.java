package dev.doppel.dl4j.transformer;

import dev.doppel.dl4j.layer.Scratch;
import dev.doppel.dl4j.transformer.LayerNorm.Standardised;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** {@link ClassTokenNorm} at work. */
final class ClassTokenNormLayer extends TokenLayer<ClassTokenNorm> {

  private static final long serialVersionUID = 1;

  private final transient LayerNorm norm;
  private transient Standardised forward;

  ClassTokenNormLayer(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
    this.norm = new LayerNorm(dataType, layerConf().width());
  }

  @Override
  INDArray forward(boolean training, LayerWorkspaceMgr workspaces) {
    long batch = input.size(0);
    int width = layerConf().width();
    INDArray output =
        workspaces.createUninitialized(
            ArrayType.ACTIVATIONS, dataType, new long[] {batch, width}, 'c');
    Standardised standardised =
        new Standardised(
            kept(training, workspaces, batch, width), kept(training, workspaces, batch, 1));
    try (Scratch scratch = new Scratch()) {
      norm.standardise(scratch.contiguous(classToken(input)), standardised);
    }
    norm.apply(standardised, getParam("scale"), getParam("shift"), output);
    forward = training ? standardised : null;
    return output;
  }

  @Override
  INDArray backward(INDArray gradient, LayerWorkspaceMgr workspaces) {
    Standardised standardised = forward;
    forward = null;
    INDArray result = workspaces.create(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
    try (Scratch scratch = new Scratch()) {
      INDArray own = scratch.keep(gradient.dup('c'));
      norm.parameterGradients(
          own, standardised, ones(own.size(0)), gradient("scale"), gradient("shift"));
      norm.inputGradient(own, standardised, getParam("scale"));
      classToken(result).assign(own);
    }
    return result;
  }

  private static INDArray classToken(INDArray tokens) {
    return tokens.get(NDArrayIndex.all(), NDArrayIndex.point(0), NDArrayIndex.all());
  }
}
