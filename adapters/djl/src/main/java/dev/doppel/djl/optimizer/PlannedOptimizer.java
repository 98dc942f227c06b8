package dev.doppel.djl.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.optimizer.Optimizer;
import dev.doppel.runtime.optimizer.OptimizerPlan;
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
    return plan.learningRate().at(Math.min(step, steps), steps);
  }

  @Override
  public void update(String parameterId, NDArray weight, NDArray gradient) {
    ParameterState state =
        states.computeIfAbsent(parameterId, id -> new ParameterState(traits.apply(id)));
    long step = Math.min(state.updates, steps);
    scalars.at(state.updates, weight.getManager());
    double rate =
        (state.traits.inPredictor() ? plan.predictorLearningRate() : plan.learningRate())
            .at(step, steps);
    state.updates++;
    // Detached, so that in-place changes are allowed whatever the thread's gradient mode.
    try (NDManager scope = weight.getManager().newSubManager();
        NDArray value = weight.stopGradient()) {
      NDArray direction = gradient.stopGradient();
      direction.attach(scope);
      value.attach(scope);
      switch (plan.rule()) {
        case SGD -> descend(state, weight, value, decayed(state, value, direction), rate);
        case LARS -> descend(state, weight, value, adapted(state, value, direction), rate);
        case ADAMW -> adapt(state, weight, value, direction, rate);
      }
    }
    JniUtils.zeroGrad((PtNDArray) weight);
  }

  private boolean decays(ParameterState state) {
    return plan.decayBiasAndNormalisation() || state.traits.role() == ParameterRole.WEIGHT;
  }

  private NDArray decayed(ParameterState state, NDArray value, NDArray gradient) {
    return plan.weightDecay() > 0 && decays(state)
        ? value.mul(scalars.of(plan.weightDecay())).addi(gradient)
        : gradient;
  }

  private NDArray adapted(ParameterState state, NDArray value, NDArray gradient) {
    if (!decays(state)) {
      return gradient;
    }
    NDArray direction = decayed(state, value, gradient);
    NDArray valueNorm = value.norm();
    NDArray directionNorm = direction.norm();
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
    if (plan.weightDecay() > 0 && decays(state)) {
      value.muli(scalars.of(1 - rate * plan.weightDecay()));
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
    private long updates;
    private NDArray first;
    private NDArray second;

    private ParameterState(ParameterTraits traits) {
      this.traits = traits;
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
