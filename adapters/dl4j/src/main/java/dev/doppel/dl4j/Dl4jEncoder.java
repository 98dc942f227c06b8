package dev.doppel.dl4j;

import dev.doppel.runtime.training.ViewBlock;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a backbone in evaluation mode. */
final class Dl4jEncoder {

  private final ComputationGraph network;

  Dl4jEncoder(ComputationGraph network) {
    this.network = network;
  }

  float[][] embed(ViewBlock block) {
    try (INDArray input = ViewDrawing.array(block);
        INDArray output = network.output(false, input)[0];
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
