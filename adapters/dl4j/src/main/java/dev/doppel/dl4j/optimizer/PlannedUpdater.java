package dev.doppel.dl4j.optimizer;

import dev.doppel.dl4j.optimizer.Stretches.Stretch;
import dev.doppel.dl4j.parameter.ParameterLayout;
import dev.doppel.dl4j.parameter.SavedVector;
import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.runtime.optimizer.OptimizerPlan;
import dev.doppel.runtime.optimizer.OptimizerRule;
import dev.doppel.runtime.optimizer.TrustRatio;
import dev.doppel.spi.schedule.Schedule;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * An updater that carries out an {@link OptimizerPlan}, as PyTorch defines its rules: DL4J's own
 * momentum holds the learning rate, and there is no LARS. Neighbours in the parameter vector that
 * are treated alike are updated together. Parameters that a guard froze keep their value, what is
 * remembered of them and the count of their updates.
 */
public final class PlannedUpdater extends GuardedUpdater {

  private static final long serialVersionUID = 1;

  private final transient ComputationGraph graph;
  private final transient OptimizerPlan plan;
  private final long steps;
  private final transient Stretches stretches;
  private final INDArray first;
  private final INDArray second;
  private long updates;
  private double learningRate;
  private double rateFactor = 1;

  /** What a step's schedules give. */
  private record Factors(double rate, double decay) {}

  /**
   * Creates an updater.
   *
   * @param graph the network
   * @param step what guards decide of each step
   * @param layout the network's parameters
   * @param plan what to carry out
   * @param steps the steps of the run, for the schedules
   */
  public PlannedUpdater(
      ComputationGraph graph,
      GuardedStep step,
      ParameterLayout layout,
      OptimizerPlan plan,
      long steps) {
    super(graph, step);
    this.graph = graph;
    this.plan = plan;
    this.steps = steps;
    boolean remembers = plan.rule() == OptimizerRule.ADAMW || plan.momentum() > 0;
    this.first = remembers ? Nd4j.create(DataType.FLOAT, layout.length()) : null;
    this.second =
        plan.rule() == OptimizerRule.ADAMW ? Nd4j.create(DataType.FLOAT, layout.length()) : null;
    this.learningRate = plan.learningRate().at(0, steps);
    this.stretches = new Stretches(layout, plan);
  }

  /**
   * That of a network.
   *
   * @param network the network
   * @return its updater
   * @throws IllegalStateException if the configuration's own updaters make the steps
   */
  public static PlannedUpdater of(ComputationGraph network) {
    if (network.getUpdater() instanceof PlannedUpdater planned) {
      return planned;
    }
    throw new IllegalStateException("the recipe's optimiser does not make the steps");
  }

  /**
   * The learning rate of the last step.
   *
   * @return that of all parameters but the predictor's
   */
  public double learningRate() {
    return learningRate;
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
   */
  public void save(Checkpoint.Builder checkpoint) {
    checkpoint.count("updates", updates).number("learning-rate", learningRate);
    checkpoint.number("rate-factor", rateFactor);
    stretches.save(checkpoint, "frozen");
    save(checkpoint, "first", first);
    save(checkpoint, "second", second);
  }

  private static void save(Checkpoint.Builder checkpoint, String name, INDArray memory) {
    if (memory != null) {
      SavedVector.save(checkpoint, name, memory);
    }
  }

  /**
   * Takes over what {@link #save} wrote for the same plan and network.
   *
   * @param checkpoint the checkpoint
   * @throws IllegalArgumentException if a part is missing or of another size
   */
  public void restore(Checkpoint checkpoint) {
    updates = checkpoint.count("updates");
    learningRate = checkpoint.number("learning-rate");
    rateFactor = checkpoint.number("rate-factor");
    stretches.restore(checkpoint, "frozen");
    restore(checkpoint, "first", first);
    restore(checkpoint, "second", second);
  }

  private static void restore(Checkpoint checkpoint, String name, INDArray memory) {
    if (memory != null) {
      SavedVector.restore(checkpoint, name, memory);
    }
  }

  @Override
  void take(
      Gradient gradient, int iteration, int epoch, int batchSize, LayerWorkspaceMgr workspaces) {
    long position = Math.min(updates, steps);
    learningRate = rateFactor * plan.learningRate().at(position, steps);
    updates++;
    Factors online = factors(plan.learningRate(), position);
    Factors predictor = factors(plan.predictorLearningRate(), position);
    INDArray vector = gradient.gradient();
    INDArray gradients = vector.reshape(vector.length());
    INDArray parameters = graph.params();
    for (Stretch stretch : stretches.moving(step().frozen())) {
      Factors factors = stretch.inPredictor() ? predictor : online;
      INDArray direction = stretch.range().in(gradients);
      INDArray value = stretch.range().in(parameters);
      switch (plan.rule()) {
        case SGD -> {
          decay(stretch, value, direction, factors.decay());
          descend(stretch, direction, factors.rate());
        }
        case LARS -> {
          trust(stretch, value, direction, factors.decay());
          descend(stretch, direction, factors.rate());
        }
        case ADAMW -> adapt(stretch, value, direction, factors);
      }
    }
    stay(gradients);
  }

  /** Schedules go on, or they would lag behind those of the method. */
  @Override
  void passOver() {
    learningRate = rateFactor * plan.learningRate().at(Math.min(updates, steps), steps);
    updates++;
    stretches.passOver();
  }

  private Factors factors(Schedule rate, long position) {
    return new Factors(
        rateFactor * rate.at(position, steps), plan.weightDecay().at(position, steps));
  }

  private static void decay(Stretch stretch, INDArray value, INDArray direction, double decay) {
    if (stretch.decays() && decay > 0) {
      Nd4j.getBlasWrapper().level1().axpy(value.length(), decay, value, direction);
    }
  }

  /** Adds the weight decay, and scales the sum by the parameter's trust ratio. */
  private void trust(Stretch stretch, INDArray value, INDArray direction, double decay) {
    if (!stretch.decays()) {
      return;
    }
    double valueNorm = norm(value);
    double divisor;
    if (plan.trustRatio() == TrustRatio.SUM_OF_NORMS) {
      divisor = norm(direction) + decay * valueNorm;
      decay(stretch, value, direction, decay);
    } else {
      decay(stretch, value, direction, decay);
      divisor = norm(direction);
    }
    if (valueNorm > 0 && divisor > 0) {
      direction.muli(plan.trustCoefficient() * valueNorm / divisor);
    }
  }

  private static double norm(INDArray array) {
    return array.norm2Number().doubleValue();
  }

  /** Leaves the step in place of the direction. */
  private void descend(Stretch stretch, INDArray direction, double rate) {
    if (plan.momentum() > 0) {
      INDArray momentum = stretch.range().in(first);
      momentum.muli(plan.momentum()).addi(direction);
      momentum.muli(rate, direction);
    } else {
      direction.muli(rate);
    }
  }

  private void adapt(Stretch stretch, INDArray value, INDArray gradient, Factors factors) {
    if (stretch.decays() && factors.decay() > 0) {
      value.muli(1 - factors.rate() * factors.decay());
    }
    // Bias corrections count the updates that a parameter had itself.
    double count = updates - stretch.missed();
    INDArray mean = stretch.range().in(first);
    INDArray square = stretch.range().in(second);
    double firstCorrection = 1 - Math.pow(plan.beta1(), count);
    double secondCorrection = 1 - Math.pow(plan.beta2(), count);
    mean.muli(plan.beta1());
    Nd4j.getBlasWrapper().level1().axpy(mean.length(), 1 - plan.beta1(), gradient, mean);
    gradient.muli(gradient);
    square.muli(plan.beta2());
    Nd4j.getBlasWrapper().level1().axpy(square.length(), 1 - plan.beta2(), gradient, square);
    try (INDArray root = Transforms.sqrt(square, true)) {
      root.divi(Math.sqrt(secondCorrection)).addi(plan.epsilon());
      mean.divi(root, gradient);
      gradient.muli(factors.rate() / firstCorrection);
    }
  }
}
