package dev.doppel.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.loss.Loss;
import dev.doppel.djl.tensor.DjlTensor;
import dev.doppel.runtime.step.SelfSupervisedStep;
import dev.doppel.runtime.step.StepRoles.ResolvedRole;
import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.HeadParameter;
import java.util.Set;

/**
 * A plugin's loss as a DJL loss. DJL evaluates a loss more than once a step, also outside training;
 * this one changes nothing. It takes no notice of labels.
 */
final class SelfSupervisedLoss extends Loss {

  private final SelfSupervisedBlock block;
  private final SelfSupervisedStep step;

  /** Asked for once: a plugin's answer is the same at each step. */
  private final Set<HeadParameter> headParameters;

  private NDArray latest;
  private Embeddings latestEmbeddings;

  SelfSupervisedLoss(String name, SelfSupervisedBlock block, SelfSupervisedStep step) {
    super(name);
    this.block = block;
    this.step = step;
    this.headParameters = block.settings().method().headParameters();
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the very outputs, not equal ones
  public NDArray evaluate(NDList labels, NDList predictions) {
    Embeddings embeddings = embeddings(predictions);
    NDArray loss = DjlTensor.array(step.loss(embeddings));
    if (predictions == block.latestOutputs()) {
      latest = loss;
      latestEmbeddings = embeddings;
    }
    return loss;
  }

  /** The loss of the last training batch; null before the first. */
  NDArray latest() {
    return latest;
  }

  /** What that loss was computed from; null before the first. */
  Embeddings latestEmbeddings() {
    return latestEmbeddings;
  }

  void forgetLatest() {
    latest = null;
    latestEmbeddings = null;
  }

  private Embeddings embeddings(NDList outputs) {
    Embeddings embeddings = Embeddings.empty();
    int position = 0;
    for (ResolvedRole role : block.settings().roles().requirements()) {
      embeddings =
          embeddings.with(
              role.requirement().role(), role.view(), DjlTensor.of(outputs.get(position++)));
    }
    for (HeadParameter parameter : headParameters) {
      NDManager manager = outputs.head().getManager();
      embeddings =
          embeddings.with(parameter, DjlTensor.of(block.headParameter(parameter, manager)));
    }
    return embeddings;
  }
}
