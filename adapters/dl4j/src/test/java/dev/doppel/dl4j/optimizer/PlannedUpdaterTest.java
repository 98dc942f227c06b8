package dev.doppel.dl4j.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.dl4j.parameter.ParameterLayout;
import dev.doppel.dl4j.parameter.ParameterSlot;
import dev.doppel.runtime.optimizer.OptimizerPlan;
import dev.doppel.runtime.optimizer.OptimizerRule;
import dev.doppel.spi.schedule.Schedule;
import dev.doppel.spi.target.ParameterRole;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** Holds the rules to float64 computations by hand over three steps of the gradient {@code 2p}. */
final class PlannedUpdaterTest {

  private static final int STEPS = 3;
  private static final long SEED = 3;
  private static final Schedule FALLING = Schedule.linear(0.1, 0.01);
  private static final Schedule FOR_PREDICTORS = Schedule.constant(0.05);

  /** A few dozen float32 operations on numbers near 1. */
  private static final double TOLERANCE = 2e-6;

  private final ComputationGraph graph = graph();
  private final ParameterLayout layout = ParameterLayout.of(graph);

  @ParameterizedTest
  @EnumSource(OptimizerRule.class)
  void update_everyRole_equalsFloat64(OptimizerRule rule) {
    double[] expected = start();
    graph.params().assign(Nd4j.create(expected).castTo(graph.params().dataType()));
    Reference reference = new Reference(rule, expected.length);
    PlannedUpdater updater = updater(rule, true);
    for (int k = 0; k < STEPS; k++) {
      INDArray gradient = graph.params().mul(2);
      for (ParameterSlot slot : layout.slots()) {
        if (slot.role() == ParameterRole.RUNNING_STATISTIC) {
          // What DL4J calls its gradient is the step itself.
          slot.in(gradient).assign(0.25);
        }
      }
      take(updater, gradient, k);
      layout.slots().forEach(slot -> reference.step(slot, expected));
      reference.updates++;
    }
    assertThat(updater.learningRate()).isEqualTo(FALLING.at(STEPS - 1, STEPS));
    for (ParameterSlot slot : layout.slots()) {
      for (long i = slot.from(); i < slot.to(); i++) {
        assertThat(graph.params().getDouble(i))
            .as("%s of %s at %d, seed %d", rule, slot.name(), i, SEED)
            .isCloseTo(expected[(int) i], within(TOLERANCE));
      }
    }
  }

  @Test
  void update_guardSaysNo_leavesParametersAndMemory() {
    PlannedUpdater skipping = updater(OptimizerRule.SGD, false);
    INDArray before = graph.params().dup();
    take(skipping, Nd4j.valueArrayOf(before.shape(), Double.NaN, before.dataType()), 0);
    assertThat(graph.params()).isEqualTo(before);
  }

  private void take(PlannedUpdater updater, INDArray vector, int iteration) {
    Gradient gradient = new DefaultGradient(vector);
    updater.update(gradient, iteration, 0, 1, LayerWorkspaceMgr.noWorkspaces());
    graph.params().subi(gradient.gradient());
  }

  private PlannedUpdater updater(OptimizerRule rule, boolean applies) {
    return new PlannedUpdater(graph, () -> applies, layout, plan(rule), STEPS);
  }

  private static OptimizerPlan plan(OptimizerRule rule) {
    return new OptimizerPlan(
        rule, FALLING, FOR_PREDICTORS, 0.9, 0.01, false, 0.02, 0.9, 0.999, 1e-8);
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

    private final OptimizerRule rule;
    private final double[] first;
    private final double[] second;
    private int updates;

    private Reference(OptimizerRule rule, int length) {
      this.rule = rule;
      this.first = new double[length];
      this.second = new double[length];
    }

    private void step(ParameterSlot slot, double[] values) {
      if (slot.role() == ParameterRole.RUNNING_STATISTIC) {
        for (int i = (int) slot.from(); i < slot.to(); i++) {
          values[i] -= 0.25;
        }
        return;
      }
      boolean predictor = slot.name().startsWith("predictor");
      double rate = (predictor ? FOR_PREDICTORS : FALLING).at(updates, STEPS);
      double decay = slot.role() == ParameterRole.WEIGHT ? 0.01 : 0;
      double ratio = rule == OptimizerRule.LARS && decay > 0 ? trust(slot, values, decay) : 1;
      for (int i = (int) slot.from(); i < slot.to(); i++) {
        if (rule == OptimizerRule.ADAMW) {
          adapt(values, i, rate, decay);
        } else {
          first[i] = 0.9 * first[i] + ratio * (2 + decay) * values[i];
          values[i] -= rate * first[i];
        }
      }
    }

    private static double trust(ParameterSlot slot, double[] values, double decay) {
      double square = 0;
      for (int i = (int) slot.from(); i < slot.to(); i++) {
        square += values[i] * values[i];
      }
      return 0.02 * Math.sqrt(square) / ((2 + decay) * Math.sqrt(square));
    }

    private void adapt(double[] values, int i, double rate, double decay) {
      double gradient = 2 * values[i];
      values[i] -= rate * decay * values[i];
      first[i] = 0.9 * first[i] + 0.1 * gradient;
      second[i] = 0.999 * second[i] + 0.001 * gradient * gradient;
      double mean = first[i] / (1 - Math.pow(0.9, updates + 1));
      double square = second[i] / (1 - Math.pow(0.999, updates + 1));
      values[i] -= rate * mean / (Math.sqrt(square) + 1e-8);
    }
  }
}
