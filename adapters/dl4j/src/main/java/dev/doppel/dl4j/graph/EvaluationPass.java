package dev.doppel.dl4j.graph;

import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a network in evaluation mode, as DL4J's own {@code output} does, but faster. */
public final class EvaluationPass {

  private final PassGraph graph;
  private final String[] outputs;

  /**
   * A pass over a network's parameters, which it shares.
   *
   * @param network the network, initialized, with one input and one output
   */
  public EvaluationPass(ComputationGraph network) {
    String output = network.getConfiguration().getNetworkOutputs().get(0);
    this.outputs = new String[] {output};
    this.graph =
        new PassGraph(network.getConfiguration().clone(), network.params(), false, Set.of(output));
  }

  /**
   * The network's output.
   *
   * @param input a batch
   * @return a new array, outside of workspaces
   */
  public INDArray output(INDArray input) {
    return graph.output(input, false, outputs)[0];
  }
}
