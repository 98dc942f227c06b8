package dev.doppel.dl4j;

import dev.doppel.dl4j.graph.EvaluationPass;
import dev.doppel.runtime.training.AttentionMaps;
import dev.doppel.runtime.training.ViewBlock;
import java.util.Arrays;
import java.util.Optional;
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

  Optional<AttentionMaps> attention(ViewBlock block) {
    try (INDArray input = ViewDrawing.array(block)) {
      return pass.attention(input).map(Dl4jEncoder::maps);
    }
  }

  private static AttentionMaps maps(INDArray weights) {
    try (weights) {
      int images = Math.toIntExact(weights.size(0));
      int heads = Math.toIntExact(weights.size(1));
      int tokens = Math.toIntExact(weights.size(2));
      float[] flat = weights.data().asFloat();
      float[][][] maps = new float[images][heads][];
      for (int row = 0; row < images * heads; row++) {
        // Without the class token's own weight, which comes first.
        maps[row / heads][row % heads] =
            Arrays.copyOfRange(flat, row * tokens + 1, (row + 1) * tokens);
      }
      return new AttentionMaps(heads, (int) Math.round(Math.sqrt(tokens - 1.0)), maps);
    }
  }
}
