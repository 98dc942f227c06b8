package dev.doppel.djl.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.nn.ParameterList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.util.Pair;
import dev.doppel.djl.tensor.SavedArrays;
import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.runtime.optimizer.OptimizerPlan;
import dev.doppel.runtime.optimizer.OptimizerRule;
import dev.doppel.runtime.optimizer.TrustRatio;
import dev.doppel.spi.target.ParameterRole;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A DJL optimiser that carries out an {@link OptimizerPlan}. Like DJL's own it sets the gradient to
 * zero after use. Not safe for use by several threads at once.
 */
public final class PlannedOptimizer extends Optimizer {

  private final OptimizerPlan plan;
  private final long steps;
  private final Function<String, ParameterTraits> traits;
  private final Map<String, ParameterState> states = new HashMap<>();
  private final ScalarArrays scalars = new ScalarArrays();
  private double rateFactor = 1;

  /**
   * Creates an optimiser.
   *
   * @param plan what to carry out
   * @param steps the steps of the run, for the schedules
   * @param traits the traits of a parameter by its identifier
   */
  public PlannedOptimizer(
      OptimizerPlan plan, long steps, Function<String, ParameterTraits> traits) {
    super(new Builder());
    this.plan = plan;
    this.steps = steps;
    this.traits = traits;
  }

  /**
   * The learning rate at a step.
   *
   * @param step the step, from 0; past the end the last value stays
   * @return the learning rate of all parameters but the predictor's
   */
  public double learningRate(long step) {
    return rateFactor * plan.learningRate().at(Math.min(step, steps), steps);
  }

  /**
   * Multiplies the learning rates of all steps to come.
   *
   * @param factor the factor, above 0, on top of earlier ones
   */
  public void scaleLearningRate(double factor) {
    rateFactor *= factor;
  }

  /**
   * Writes what it remembers.
   *
   * @param checkpoint where to
   * @param parameters the parameters by names that stay the same from run to run
   */
  public void save(Checkpoint.Builder checkpoint, ParameterList parameters) {
    checkpoint.number("rate-factor", rateFactor);
    for (Pair<String, Parameter> parameter : parameters) {
      ParameterState state = states.get(parameter.getValue().getId());
      if (state != null) {
        state.save(checkpoint.part(parameter.getKey() + "."));
      }
    }
  }

  /**
   * Takes over what {@link #save} wrote for the same plan and parameters.
   *
   * @param checkpoint the checkpoint
   * @param parameters the parameters, initialized
   * @throws IllegalArgumentException if a part is missing or of another size
   */
  public void restore(Checkpoint checkpoint, ParameterList parameters) {
    rateFactor = checkpoint.number("rate-factor");
    for (Pair<String, Parameter> parameter : parameters) {
      Checkpoint saved = checkpoint.part(parameter.getKey() + ".");
      String id = parameter.getValue().getId();
      ParameterState replaced = states.remove(id);
      if (replaced != null) {
        replaced.close();
      }
      // One that no step has moved yet has nothing to remember.
      if (!saved.numbers().isEmpty() || !saved.arrays().isEmpty()) {
        state(id).restore(saved, parameter.getValue().getArray(), averages());
      }
    }
  }

  /** How many averages it has of each parameter that it moved. */
  private int averages() {
    if (plan.rule() == OptimizerRule.ADAMW) {
      return 2;
    }
    return plan.momentum() > 0 ? 1 : 0;
  }

  @Override
  public void update(String parameterId, NDArray weight, NDArray gradient) {
    ParameterState state = state(parameterId);
    long step = Math.min(state.steps, steps);
    scalars.at(state.steps, weight.getManager());
    double rate =
        rateFactor
            * (state.traits.inPredictor() ? plan.predictorLearningRate() : plan.learningRate())
                .at(step, steps);
    state.steps++;
    state.updates++;
    double weightDecay = plan.weightDecay().at(step, steps);
    // Detached, so that in-place changes are allowed whatever the thread's gradient mode.
    try (NDManager scope = weight.getManager().newSubManager();
        NDArray value = weight.stopGradient()) {
      NDArray direction = gradient.stopGradient();
      direction.attach(scope);
      value.attach(scope);
      switch (plan.rule()) {
        case SGD ->
            descend(state, weight, value, decayed(state, value, direction, weightDecay), rate);
        case LARS ->
            descend(state, weight, value, adapted(state, value, direction, weightDecay), rate);
        case ADAMW -> {
          if (weightDecay > 0 && decays(state)) {
            value.muli(scalars.of(1 - rate * weightDecay));
          }
          adapt(state, weight, value, direction, rate);
        }
      }
    }
    JniUtils.zeroGrad((PtNDArray) weight);
  }

  /**
   * Leaves a parameter and what is remembered of it as they are in this step; the schedules go on.
   *
   * @param parameterId the parameter's identifier
   */
  public void passOver(String parameterId) {
    state(parameterId).steps++;
  }

  private ParameterState state(String parameterId) {
    return states.computeIfAbsent(parameterId, id -> new ParameterState(traits.apply(id)));
  }

  private boolean decays(ParameterState state) {
    return plan.decayBiasAndNormalisation() || state.traits.role() == ParameterRole.WEIGHT;
  }

  private NDArray decayed(
      ParameterState state, NDArray value, NDArray gradient, double weightDecay) {
    return weightDecay > 0 && decays(state)
        ? value.mul(scalars.of(weightDecay)).addi(gradient)
        : gradient;
  }

  private NDArray adapted(
      ParameterState state, NDArray value, NDArray gradient, double weightDecay) {
    if (!decays(state)) {
      return gradient;
    }
    NDArray direction = decayed(state, value, gradient, weightDecay);
    NDArray valueNorm = value.norm();
    NDArray directionNorm =
        plan.trustRatio() == TrustRatio.NORM_OF_SUM
            ? direction.norm()
            : gradient.norm().add(valueNorm.mul(scalars.of(weightDecay)));
    // Where either norm is zero the ratio is 1; decided on the device, to not wait for it.
    NDArray defined =
        valueNorm
            .gt(scalars.of(0))
            .logicalAnd(directionNorm.gt(scalars.of(0)))
            .toType(value.getDataType(), false);
    NDArray undefined = defined.neg().add(scalars.of(1));
    NDArray ratio =
        valueNorm.mul(scalars.of(plan.trustCoefficient())).div(directionNorm.add(undefined));
    return direction.mul(ratio.mul(defined).add(undefined));
  }

  private void descend(
      ParameterState state, NDArray weight, NDArray value, NDArray direction, double rate) {
    NDArray step = direction;
    if (plan.momentum() > 0) {
      if (state.first == null) {
        state.first = zerosLike(weight);
      }
      step = state.first.muli(scalars.of(plan.momentum())).addi(direction);
    }
    try (NDArray scaled = step.mul(scalars.of(rate))) {
      value.subi(scaled);
    }
  }

  private void adapt(
      ParameterState state, NDArray weight, NDArray value, NDArray gradient, double rate) {
    if (state.first == null) {
      state.first = zerosLike(weight);
      state.second = zerosLike(weight);
    }
    state.first.muli(scalars.of(plan.beta1())).addi(gradient.mul(scalars.of(1 - plan.beta1())));
    NDArray square = gradient.mul(gradient).muli(scalars.of(1 - plan.beta2()));
    state.second.muli(scalars.of(plan.beta2())).addi(square);
    double firstCorrection = 1 - Math.pow(plan.beta1(), (double) state.updates);
    double secondCorrection = 1 - Math.pow(plan.beta2(), (double) state.updates);
    try (NDArray root = state.second.sqrt();
        NDArray step = state.first.mul(scalars.of(rate / firstCorrection))) {
      root.divi(scalars.of(Math.sqrt(secondCorrection))).addi(scalars.of(plan.epsilon()));
      value.subi(step.divi(root));
    }
  }

  private static NDArray zerosLike(NDArray weight) {
    return weight.getManager().zeros(weight.getShape(), weight.getDataType());
  }

  /** What the optimiser remembers of one parameter. */
  private static final class ParameterState {

    private final ParameterTraits traits;
    private long steps;
    private long updates;
    private NDArray first;
    private NDArray second;

    private ParameterState(ParameterTraits traits) {
      this.traits = traits;
    }

    private void save(Checkpoint.Builder checkpoint) {
      checkpoint.count("steps", steps).count("updates", updates);
      if (first != null) {
        checkpoint.array("first", SavedArrays.save(first));
      }
      if (second != null) {
        checkpoint.array("second", SavedArrays.save(second));
      }
    }

    private void restore(Checkpoint checkpoint, NDArray weight, int averages) {
      steps = checkpoint.count("steps");
      updates = checkpoint.count("updates");
      int kept = updates == 0 ? 0 : averages;
      first = kept < 1 ? null : restored(checkpoint, "first", weight);
      second = kept < 2 ? null : restored(checkpoint, "second", weight);
    }

    private static NDArray restored(Checkpoint checkpoint, String name, NDArray weight) {
      NDArray memory = zerosLike(weight);
      SavedArrays.restore(checkpoint.array(name), memory);
      return memory;
    }

    private void close() {
      if (first != null) {
        first.close();
      }
      if (second != null) {
        second.close();
      }
    }
  }

  /** DJL's base class takes its settings from a builder; ours come from the plan. */
  private static final class Builder extends OptimizerBuilder<Builder> {

    @Override
    protected Builder self() {
      return this;
    }
  }
}
