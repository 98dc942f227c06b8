package dev.doppel.dl4j.optimizer;

import dev.doppel.dl4j.parameter.ParameterLayout;
import dev.doppel.dl4j.parameter.ParameterLayout.Range;
import dev.doppel.dl4j.parameter.ParameterSlot;
import dev.doppel.dl4j.parameter.Part;
import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.runtime.checkpoint.CheckpointArray;
import dev.doppel.runtime.optimizer.OptimizerPlan;
import dev.doppel.runtime.optimizer.OptimizerRule;
import dev.doppel.spi.schedule.Schedule;
import dev.doppel.spi.target.ParameterRole;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
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
 * are treated alike are updated together.
 */
public final class PlannedUpdater extends GuardedUpdater {

  private static final long serialVersionUID = 1;

  private final transient ComputationGraph graph;
  private final transient OptimizerPlan plan;
  private final long steps;
  private final transient List<Stretch> stretches = new ArrayList<>();
  private final INDArray first;
  private final INDArray second;
  private long updates;
  private double learningRate;

  /** Parameters that are treated alike. */
  private record Stretch(Range range, boolean decays, boolean inPredictor) {}

  /**
   * Creates an updater.
   *
   * @param graph the network
   * @param applies whether the step is to be taken
   * @param layout the network's parameters
   * @param plan what to carry out
   * @param steps the steps of the run, for the schedules
   */
  public PlannedUpdater(
      ComputationGraph graph,
      BooleanSupplier applies,
      ParameterLayout layout,
      OptimizerPlan plan,
      long steps) {
    super(graph, applies);
    this.graph = graph;
    this.plan = plan;
    this.steps = steps;
    boolean remembers = plan.rule() == OptimizerRule.ADAMW || plan.momentum() > 0;
    this.first = remembers ? Nd4j.create(DataType.FLOAT, layout.length()) : null;
    this.second =
        plan.rule() == OptimizerRule.ADAMW ? Nd4j.create(DataType.FLOAT, layout.length()) : null;
    this.learningRate = plan.learningRate().at(0, steps);
    for (boolean inPredictor : new boolean[] {false, true}) {
      for (boolean decays : new boolean[] {false, true}) {
        add(layout, decays, inPredictor);
      }
    }
  }

  private void add(ParameterLayout layout, boolean decays, boolean inPredictor) {
    Predicate<ParameterSlot> chosen =
        slot ->
            slot.role() != ParameterRole.RUNNING_STATISTIC
                && decays(slot) == decays
                && (slot.part() == Part.PREDICTOR) == inPredictor;
    if (plan.rule() == OptimizerRule.LARS && decays) {
      // The trust ratio is one tensor's.
      layout.slots().stream()
          .filter(chosen)
          .map(slot -> new Stretch(new Range(slot.from(), slot.to()), true, inPredictor))
          .forEach(stretches::add);
    } else {
      layout.ranges(chosen).stream()
          .map(range -> new Stretch(range, decays, inPredictor))
          .forEach(stretches::add);
    }
  }

  private boolean decays(ParameterSlot slot) {
    return plan.decayBiasAndNormalisation() || slot.role() == ParameterRole.WEIGHT;
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
   * Writes what it remembers.
   *
   * @param checkpoint where to
   */
  public void save(Checkpoint.Builder checkpoint) {
    checkpoint.count("updates", updates).number("learning-rate", learningRate);
    save(checkpoint, "first", first);
    save(checkpoint, "second", second);
  }

  private static void save(Checkpoint.Builder checkpoint, String name, INDArray memory) {
    if (memory != null) {
      float[] values = memory.data().asFloat();
      checkpoint.array(name, CheckpointArray.of(values, values.length));
    }
  }

  /**
   * Takes over what {@link #save} wrote for the same plan and network.
   *
   * @param checkpoint the checkpoint
   * @throws IllegalArgumentException if a part is missing
   */
  public void restore(Checkpoint checkpoint) {
    updates = checkpoint.count("updates");
    learningRate = checkpoint.number("learning-rate");
    restore(checkpoint, "first", first);
    restore(checkpoint, "second", second);
  }

  private static void restore(Checkpoint checkpoint, String name, INDArray memory) {
    if (memory != null) {
      try (INDArray saved = Nd4j.createFromArray(checkpoint.array(name).floats())) {
        memory.assign(saved);
      }
    }
  }

  @Override
  void take(
      Gradient gradient, int iteration, int epoch, int batchSize, LayerWorkspaceMgr workspaces) {
    long step = Math.min(updates, steps);
    learningRate = plan.learningRate().at(step, steps);
    updates++;
    INDArray vector = gradient.gradient();
    INDArray gradients = vector.reshape(vector.length());
    INDArray parameters = graph.params();
    for (Stretch stretch : stretches) {
      Schedule rate = stretch.inPredictor() ? plan.predictorLearningRate() : plan.learningRate();
      INDArray direction = stretch.range().in(gradients);
      INDArray value = stretch.range().in(parameters);
      switch (plan.rule()) {
        case SGD -> {
          decay(stretch, value, direction);
          descend(stretch, direction, rate.at(step, steps));
        }
        case LARS -> {
          decay(stretch, value, direction);
          trust(stretch, value, direction);
          descend(stretch, direction, rate.at(step, steps));
        }
        case ADAMW -> adapt(stretch, value, direction, rate.at(step, steps));
      }
    }
  }

  private void decay(Stretch stretch, INDArray value, INDArray direction) {
    if (stretch.decays() && plan.weightDecay() > 0) {
      Nd4j.getBlasWrapper().level1().axpy(value.length(), plan.weightDecay(), value, direction);
    }
  }

  private void trust(Stretch stretch, INDArray value, INDArray direction) {
    if (!stretch.decays()) {
      return;
    }
    double valueNorm = value.norm2Number().doubleValue();
    double directionNorm = direction.norm2Number().doubleValue();
    if (valueNorm > 0 && directionNorm > 0) {
      direction.muli(plan.trustCoefficient() * valueNorm / directionNorm);
    }
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

  private void adapt(Stretch stretch, INDArray value, INDArray gradient, double rate) {
    if (stretch.decays() && plan.weightDecay() > 0) {
      value.muli(1 - rate * plan.weightDecay());
    }
    INDArray mean = stretch.range().in(first);
    INDArray square = stretch.range().in(second);
    double firstCorrection = 1 - Math.pow(plan.beta1(), (double) updates);
    double secondCorrection = 1 - Math.pow(plan.beta2(), (double) updates);
    mean.muli(plan.beta1());
    Nd4j.getBlasWrapper().level1().axpy(mean.length(), 1 - plan.beta1(), gradient, mean);
    gradient.muli(gradient);
    square.muli(plan.beta2());
    Nd4j.getBlasWrapper().level1().axpy(square.length(), 1 - plan.beta2(), gradient, square);
    try (INDArray root = Transforms.sqrt(square, true)) {
      root.divi(Math.sqrt(secondCorrection)).addi(plan.epsilon());
      mean.divi(root, gradient);
      gradient.muli(rate / firstCorrection);
    }
  }
}
