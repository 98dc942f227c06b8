package dev.doppel.dl4j.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.dl4j.parameter.ParameterLayout;
import dev.doppel.dl4j.parameter.ParameterSlot;
import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.runtime.optimizer.OptimizerPlan;
import dev.doppel.runtime.optimizer.OptimizerRule;
import dev.doppel.runtime.optimizer.TrustRatio;
import dev.doppel.spi.schedule.Schedule;
import dev.doppel.spi.target.ParameterRole;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Holds the rules to float64 computations by hand over some steps of the gradient {@code 2p + 0.3}.
 */
final class PlannedUpdaterTest {

  private static final int STEPS = 5;

  /** The first of these steps in which some parameters are frozen. */
  private static final int FROZEN_STEPS = 3;

  private static final long SEED = 3;
  private static final Schedule FALLING = Schedule.linear(0.1, 0.01);
  private static final Schedule FOR_PREDICTORS = Schedule.constant(0.05);
  private static final Schedule DECAY = Schedule.cosine(0.01, 0.1);

  /** A few dozen float32 operations on numbers near 1. */
  private static final double TOLERANCE = 2e-6;

  private final ComputationGraph graph = graph();
  private final ParameterLayout layout = ParameterLayout.of(graph);

  private static List<Arguments> rules() {
    return List.of(
        Arguments.of(OptimizerRule.SGD, TrustRatio.NORM_OF_SUM),
        Arguments.of(OptimizerRule.ADAMW, TrustRatio.NORM_OF_SUM),
        Arguments.of(OptimizerRule.LARS, TrustRatio.NORM_OF_SUM),
        Arguments.of(OptimizerRule.LARS, TrustRatio.SUM_OF_NORMS));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void update_everyRole_equalsFloat64(OptimizerRule rule, TrustRatio ratio) {
    assertEqualsFloat64(plan(rule, ratio), Set.of());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void update_frozenAtFirst_equalsFloat64(OptimizerRule rule, TrustRatio ratio) {
    assertEqualsFloat64(plan(rule, ratio), slots("dense.W", "norm.beta", "predictor-0.b"));
  }

  @ParameterizedTest
  @EnumSource(OptimizerRule.class)
  void update_frozen_leavesParametersBitForBit(OptimizerRule rule) {
    Set<ParameterSlot> frozen = slots("dense.W", "predictor-0.W");
    graph.params().assign(Nd4j.create(start()).castTo(graph.params().dataType()));
    INDArray before = graph.params().dup();
    PlannedUpdater updater = updater(plan(rule, TrustRatio.NORM_OF_SUM), true, () -> frozen);
    // A gradient that is not a number does not reach them either.
    take(updater, Nd4j.valueArrayOf(before.shape(), Double.NaN, before.dataType()), 0);
    for (ParameterSlot slot : layout.trained()) {
      if (frozen.contains(slot)) {
        assertThat(slot.in(graph.params())).as(slot.name()).isEqualTo(slot.in(before));
      } else {
        assertThat(slot.in(graph.params()).getDouble(0)).as(slot.name()).isNaN();
      }
    }
  }

  @Test
  void update_restoredAmongFrozenSteps_goesOn() {
    OptimizerPlan plan = plan(OptimizerRule.ADAMW, TrustRatio.NORM_OF_SUM);
    Set<ParameterSlot> frozen = slots("dense.W");
    AtomicReference<Set<ParameterSlot>> now = new AtomicReference<>(frozen);
    graph.params().assign(Nd4j.create(start()).castTo(graph.params().dataType()));
    PlannedUpdater updater = updater(plan, true, now::get);
    take(updater, gradient(), 0);
    Checkpoint.Builder checkpoint = new Checkpoint.Builder();
    updater.save(checkpoint);
    INDArray saved = graph.params().dup();
    take(updater, gradient(), 1);
    now.set(Set.of());
    take(updater, gradient(), 2);
    INDArray expected = graph.params().dup();

    graph.params().assign(saved);
    now.set(frozen);
    PlannedUpdater other = updater(plan, true, now::get);
    other.restore(checkpoint.build());
    take(other, gradient(), 1);
    now.set(Set.of());
    take(other, gradient(), 2);
    assertThat(graph.params()).isEqualTo(expected);
  }

  private void assertEqualsFloat64(OptimizerPlan plan, Set<ParameterSlot> frozenAtFirst) {
    double[] expected = start();
    graph.params().assign(Nd4j.create(expected).castTo(graph.params().dataType()));
    Reference reference = new Reference(plan, expected.length);
    AtomicReference<Set<ParameterSlot>> frozen = new AtomicReference<>(frozenAtFirst);
    PlannedUpdater updater = updater(plan, true, frozen::get);
    for (int k = 0; k < STEPS; k++) {
      if (k == FROZEN_STEPS) {
        frozen.set(Set.of());
      }
      INDArray gradient = gradient();
      for (ParameterSlot slot : layout.slots()) {
        if (slot.role() == ParameterRole.RUNNING_STATISTIC) {
          // What DL4J calls its gradient is the step itself.
          slot.in(gradient).assign(0.25);
        }
      }
      take(updater, gradient, k);
      for (ParameterSlot slot : layout.slots()) {
        if (!frozen.get().contains(slot)) {
          reference.step(slot, expected, k);
        }
      }
    }
    assertThat(updater.learningRate()).isEqualTo(FALLING.at(STEPS - 1, STEPS));
    for (ParameterSlot slot : layout.slots()) {
      for (long i = slot.from(); i < slot.to(); i++) {
        assertThat(graph.params().getDouble(i))
            .as("%s of %s at %d, seed %d", plan.rule(), slot.name(), i, SEED)
            .isCloseTo(expected[(int) i], within(TOLERANCE));
      }
    }
  }

  private INDArray gradient() {
    return graph.params().mul(2).addi(0.3);
  }

  private Set<ParameterSlot> slots(String... names) {
    Set<ParameterSlot> slots = new HashSet<>();
    for (ParameterSlot slot : layout.slots()) {
      if (List.of(names).contains(slot.vertex() + "." + slot.key())) {
        slots.add(slot);
      }
    }
    assertThat(slots).hasSameSizeAs(names);
    return slots;
  }

  @Test
  void update_guardSaysNo_leavesParametersAndMemory() {
    PlannedUpdater skipping =
        updater(plan(OptimizerRule.SGD, TrustRatio.NORM_OF_SUM), false, Set::of);
    INDArray before = graph.params().dup();
    take(skipping, Nd4j.valueArrayOf(before.shape(), Double.NaN, before.dataType()), 0);
    assertThat(graph.params()).isEqualTo(before);
  }

  private void take(PlannedUpdater updater, INDArray vector, int iteration) {
    Gradient gradient = new DefaultGradient(vector);
    updater.update(gradient, iteration, 0, 1, LayerWorkspaceMgr.noWorkspaces());
    graph.params().subi(gradient.gradient());
  }

  private PlannedUpdater updater(
      OptimizerPlan plan, boolean applies, Supplier<Set<ParameterSlot>> frozen) {
    GuardedStep step =
        new GuardedStep() {
          @Override
          public boolean applies() {
            return applies;
          }

          @Override
          public Set<ParameterSlot> frozen() {
            return frozen.get();
          }
        };
    return new PlannedUpdater(graph, step, layout, plan, STEPS);
  }

  private static OptimizerPlan plan(OptimizerRule rule, TrustRatio ratio) {
    return new OptimizerPlan(
        rule, FALLING, FOR_PREDICTORS, 0.9, DECAY, false, 0.02, ratio, 0.9, 0.999, 1e-8);
  }

  private double[] start() {
    SplittableRandom random = new SplittableRandom(SEED);
    return random.doubles(graph.numParams(), -1, 1).map(value -> (float) value).toArray();
  }

  private static ComputationGraph graph() {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .updater(new NoOp())
                .graphBuilder()
                .addInputs("in")
                .addLayer("dense", new DenseLayer.Builder().nIn(3).nOut(2).build(), "in")
                .addLayer("norm", new BatchNormalization.Builder().nIn(2).nOut(2).build(), "dense")
                .addLayer("predictor-0", new DenseLayer.Builder().nIn(2).nOut(2).build(), "norm")
                .setOutputs("predictor-0")
                .build());
    graph.init();
    return graph;
  }

  /** The papers' rules, number by number. */
  private static final class Reference {

    private final OptimizerPlan plan;
    private final double[] first;
    private final double[] second;
    private final Map<ParameterSlot, Integer> updates = new HashMap<>();

    private Reference(OptimizerPlan plan, int length) {
      this.plan = plan;
      this.first = new double[length];
      this.second = new double[length];
    }

    private void step(ParameterSlot slot, double[] values, int k) {
      if (slot.role() == ParameterRole.RUNNING_STATISTIC) {
        for (int i = (int) slot.from(); i < slot.to(); i++) {
          values[i] -= 0.25;
        }
        return;
      }
      boolean predictor = slot.name().startsWith("predictor");
      double rate = (predictor ? FOR_PREDICTORS : FALLING).at(k, STEPS);
      boolean decays = slot.role() == ParameterRole.WEIGHT;
      double decay = decays ? DECAY.at(k, STEPS) : 0;
      double ratio = plan.rule() == OptimizerRule.LARS && decays ? trust(slot, values, decay) : 1;
      int own = updates.merge(slot, 1, Integer::sum);
      for (int i = (int) slot.from(); i < slot.to(); i++) {
        if (plan.rule() == OptimizerRule.ADAMW) {
          adapt(values, i, rate, decay, own);
        } else {
          first[i] = 0.9 * first[i] + ratio * (gradient(values[i]) + decay * values[i]);
          values[i] -= rate * first[i];
        }
      }
    }

    private static double gradient(double value) {
      return 2 * value + 0.3;
    }

    private double trust(ParameterSlot slot, double[] values, double decay) {
      double value = 0;
      double gradient = 0;
      double sum = 0;
      for (int i = (int) slot.from(); i < slot.to(); i++) {
        value += Math.pow(values[i], 2);
        gradient += Math.pow(gradient(values[i]), 2);
        sum += Math.pow(gradient(values[i]) + decay * values[i], 2);
      }
      double divisor =
          plan.trustRatio() == TrustRatio.NORM_OF_SUM
              ? Math.sqrt(sum)
              : Math.sqrt(gradient) + decay * Math.sqrt(value);
      return 0.02 * Math.sqrt(value) / divisor;
    }

    private void adapt(double[] values, int i, double rate, double decay, int own) {
      double gradient = gradient(values[i]);
      values[i] -= rate * decay * values[i];
      first[i] = 0.9 * first[i] + 0.1 * gradient;
      second[i] = 0.999 * second[i] + 0.001 * gradient * gradient;
      double mean = first[i] / (1 - Math.pow(0.9, own));
      double square = second[i] / (1 - Math.pow(0.999, own));
      values[i] -= rate * mean / (Math.sqrt(square) + 1e-8);
    }
  }
}
