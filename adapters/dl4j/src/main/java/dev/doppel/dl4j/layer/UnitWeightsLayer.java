package dev.doppel.dl4j.layer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * A linear layer of vectors without bias whose weights count by their direction alone, unit by
 * unit. DL4J writes the fields of its kinds to JSON and reads them back.
 */
abstract class UnitWeightsLayer extends DenseLayer {

  private static final long serialVersionUID = 1;

  UnitWeightsLayer() {
    setHasBias(false);
    setActivationFn(new ActivationIdentity());
  }

  UnitWeightsLayer(int inputs, int units, List<Regularization> regularization) {
    this();
    setNIn(inputs);
    setNOut(units);
    setRegularization(new ArrayList<>(regularization));
  }

  /** The layer that runs. */
  abstract DirectDense layer(NeuralNetConfiguration conf, DataType type);

  @Override
  public org.deeplearning4j.nn.api.Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> trainingListeners,
      int layerIndex,
      INDArray layerParamsView,
      boolean initializeParams,
      DataType networkDataType) {
    DirectDense layer = layer(conf, networkDataType);
    layer.setListeners(trainingListeners);
    layer.setIndex(layerIndex);
    layer.setParamsViewArray(layerParamsView);
    layer.setParamTable(initializer().init(conf, layerParamsView, initializeParams));
    return layer;
  }
}
