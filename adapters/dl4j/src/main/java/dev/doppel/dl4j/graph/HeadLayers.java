package dev.doppel.dl4j.graph;

import dev.doppel.dl4j.layer.ExactGelu;
import dev.doppel.dl4j.layer.PrototypesLayer;
import dev.doppel.dl4j.layer.UnitRowsLayer;
import dev.doppel.dl4j.layer.WeightNormLayer;
import dev.doppel.runtime.network.HeadSpecification;
import dev.doppel.runtime.network.LayerSpecification;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * Builds recipes' projectors and predictors of DL4J's layers, and of our own where it has none,
 * with PyTorch's defaults.
 */
final class HeadLayers {

  private static final double EPSILON = 1e-5;
  private static final double DECAY = 0.9;

  private HeadLayers() {}

  /** The layers of a recipe's head; their weights are regularized as given. */
  static List<Head.Fitted> of(
      HeadSpecification head, int inputs, List<Regularization> regularization) {
    List<Head.Fitted> layers = new ArrayList<>();
    int width = inputs;
    for (LayerSpecification specification : head.layers()) {
      int next = specification.outputWidth(width);
      layers.add(new Head.Fitted(layer(specification, width, next, regularization), next));
      width = next;
    }
    return layers;
  }

  private static Layer layer(
      LayerSpecification specification, int in, int out, List<Regularization> regularization) {
    if (specification instanceof LayerSpecification.Linear linear) {
      return new DenseLayer.Builder()
          .nIn(in)
          .nOut(out)
          .hasBias(linear.bias())
          .activation(Activation.IDENTITY)
          .regularization(new ArrayList<>(regularization))
          .build();
    }
    if (specification instanceof LayerSpecification.BatchNorm batchNorm) {
      return new BatchNormalization.Builder()
          .nIn(in)
          .nOut(out)
          .eps(EPSILON)
          .decay(DECAY)
          .useLogStd(false)
          .lockGammaBeta(!batchNorm.affine())
          .build();
    }
    if (specification instanceof LayerSpecification.Relu) {
      return new ActivationLayer.Builder().activation(Activation.RELU).build();
    }
    if (specification instanceof LayerSpecification.Gelu) {
      return new ActivationLayer.Builder().activation(new ExactGelu()).build();
    }
    if (specification instanceof LayerSpecification.L2Normalize) {
      return new UnitRowsLayer();
    }
    if (specification instanceof LayerSpecification.WeightNormLinear) {
      return new WeightNormLayer(in, out, regularization);
    }
    if (specification instanceof LayerSpecification.Prototypes) {
      return new PrototypesLayer(in, out, regularization);
    }
    throw new IllegalArgumentException("no layer for " + specification);
  }
}
