package dev.doppel.pipelines;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A user's listener: it keeps the score of each iteration and counts what it is told. */
final class Dl4jHistory extends BaseTrainingListener {

  final List<Double> losses = new ArrayList<>();
  final List<Integer> iterations = new ArrayList<>();
  int epochs;
  int forwardPasses;
  int backwardPasses;
  int gradients;

  @Override
  public void iterationDone(Model model, int iteration, int epoch) {
    losses.add(model.score());
    iterations.add(iteration);
  }

  @Override
  public void onForwardPass(Model model, Map<String, INDArray> activations) {
    forwardPasses += activations.isEmpty() ? 0 : 1;
  }

  @Override
  public void onBackwardPass(Model model) {
    backwardPasses++;
  }

  @Override
  public void onGradientCalculation(Model model) {
    gradients += model.gradient().gradientForVariable().isEmpty() ? 0 : 1;
  }

  @Override
  public void onEpochEnd(Model model) {
    epochs++;
  }
}
