package dev.doppel.dl4j;

import dev.doppel.dl4j.graph.EvaluationPass;
import dev.doppel.runtime.training.ViewBlock;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a backbone in evaluation mode. */
final class Dl4jEncoder {

  private final EvaluationPass pass;

  Dl4jEncoder(ComputationGraph network) {
    this.pass = new EvaluationPass(network);
  }

  float[][] embed(ViewBlock block) {
    try (INDArray input = ViewDrawing.array(block);
        INDArray output = pass.output(input);
        INDArray rows = output.dup('c')) {
      float[] flat = rows.data().asFloat();
      int width = flat.length / block.batch();
      float[][] embeddings = new float[block.batch()][width];
      for (int row = 0; row < embeddings.length; row++) {
        System.arraycopy(flat, row * width, embeddings[row], 0, width);
      }
      return embeddings;
    }
  }
}
