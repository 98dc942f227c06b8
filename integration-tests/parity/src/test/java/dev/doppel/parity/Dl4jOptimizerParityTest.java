package dev.doppel.parity;

import dev.doppel.dl4j.optimizer.GuardedStep;
import dev.doppel.dl4j.optimizer.PlannedUpdater;
import dev.doppel.dl4j.parameter.ParameterLayout;
import dev.doppel.dl4j.parameter.ParameterSlot;
import dev.doppel.runtime.optimizer.OptimizerPlan;
import dev.doppel.spi.target.NetworkPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** DL4J's updater against the golden optimisers. */
final class Dl4jOptimizerParityTest extends OptimizerParity {

  @Override
  Optimizer optimizer(OptimizerPlan plan, GoldenOptimizer golden) {
    return new Vector(plan, golden);
  }

  /** The tensors one after another, as the parameters of a network. */
  private static final class Vector implements Optimizer {

    private final ParameterLayout layout;
    private final ComputationGraph network;
    private final PlannedUpdater updater;
    private int iteration;

    Vector(OptimizerPlan plan, GoldenOptimizer golden) {
      List<ParameterSlot> slots = new ArrayList<>();
      long from = 0;
      for (GoldenOptimizer.Tensor tensor : golden.tensors()) {
        long to = from + tensor.initial().data().length;
        slots.add(
            new ParameterSlot(
                "layer" + slots.size(),
                "p",
                NetworkPart.BACKBONE,
                tensor.role(),
                0,
                new long[] {to - from},
                'c',
                from,
                to));
        from = to;
      }
      this.layout = new ParameterLayout(slots);
      this.network = network(from);
      this.updater = new PlannedUpdater(network, new Taken(), layout, plan, golden.steps());
      network.setParams(
          vector(golden.tensors().stream().map(GoldenOptimizer.Tensor::initial).toList()));
    }

    /** A network of so many parameters; their shapes do not matter to an updater. */
    private static ComputationGraph network(long parameters) {
      ComputationGraph network =
          new ComputationGraph(
              new NeuralNetConfiguration.Builder()
                  .updater(new NoOp())
                  .graphBuilder()
                  .addInputs("in")
                  .addLayer(
                      "layer",
                      new DenseLayer.Builder()
                          .nIn(Math.toIntExact(parameters))
                          .nOut(1)
                          .hasBias(false)
                          .build(),
                      "in")
                  .setOutputs("layer")
                  .build());
      network.init();
      return network;
    }

    @Override
    public List<float[]> step(List<GoldenTensor> gradients) {
      Gradient gradient = new DefaultGradient(vector(gradients));
      updater.update(gradient, iteration++, 0, 1, LayerWorkspaceMgr.noWorkspaces());
      network.params().subi(gradient.gradient());
      return layout.slots().stream()
          .map(slot -> slot.in(network.params()).dup().data().asFloat())
          .toList();
    }

    private INDArray vector(List<GoldenTensor> tensors) {
      float[] values = new float[Math.toIntExact(layout.length())];
      for (int i = 0; i < tensors.size(); i++) {
        float[] part = tensors.get(i).floats();
        System.arraycopy(part, 0, values, (int) layout.slots().get(i).from(), part.length);
      }
      return Nd4j.createFromArray(values);
    }
  }

  /** No guard. */
  private record Taken() implements GuardedStep {

    @Override
    public boolean applies() {
      return true;
    }

    @Override
    public Set<ParameterSlot> frozen() {
      return Set.of();
    }
  }
}
