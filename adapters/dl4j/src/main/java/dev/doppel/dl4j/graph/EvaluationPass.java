package dev.doppel.dl4j.graph;

import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

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

  /**
   * Where the class token of a vision transformer looks.
   *
   * @param input a batch
   * @return the weights of its query in the last block, {@code [batch, heads, tokens]}, as a new
   *     array outside of workspaces; empty for other networks
   */
  public Optional<INDArray> attention(INDArray input) {
    INDArray[] read = new INDArray[1];
    if (!graph.readAttention(weights -> read[0] = ofClassToken(weights))) {
      return Optional.empty();
    }
    try {
      output(input).close();
      return Optional.of(read[0]);
    } finally {
      graph.readAttention(null);
    }
  }

  @SuppressWarnings("try") // the scope is there for its end alone
  private static INDArray ofClassToken(INDArray weights) {
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return weights
          .get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(0), NDArrayIndex.all())
          .dup('c');
    }
  }
}
