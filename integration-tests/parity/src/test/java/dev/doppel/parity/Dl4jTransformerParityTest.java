package dev.doppel.parity;

import dev.doppel.dl4j.graph.EvaluationPass;
import dev.doppel.dl4j.network.VisionTransformerGraph;
import dev.doppel.dl4j.parameter.ParameterLayout;
import dev.doppel.dl4j.parameter.ParameterSlot;
import dev.doppel.runtime.network.VisionTransformer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** DL4J's vision transformer, whose backward passes are written out, against the golden vectors. */
final class Dl4jTransformerParityTest extends TransformerParity {

  @Override
  String platform() {
    return "DL4J";
  }

  @Override
  Evaluation evaluate(GoldenTransformer golden) {
    ComputationGraph graph = graph(golden);
    INDArray input = array(golden.input());
    float[] output = graph.output(true, false, input)[0].dup('c').data().asFloat();
    graph.backpropGradient(array(golden.cotangent()));
    INDArray vector = flat(graph.getGradientsViewArray());
    Map<String, float[]> gradients = new LinkedHashMap<>();
    for (ParameterSlot slot : ParameterLayout.of(graph).slots()) {
      gradients.put(
          VisionTransformerGraph.weightName(slot), slot.in(vector).dup().data().asFloat());
    }
    INDArray weights = new EvaluationPass(graph).attention(input).orElseThrow();
    float[] attention =
        weights
            .get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(1, weights.size(2)))
            .dup('c')
            .data()
            .asFloat();
    return new Evaluation(output, attention, gradients, new float[0]);
  }

  private static ComputationGraph graph(GoldenTransformer golden) {
    VisionTransformer network =
        VisionTransformer.of(golden.options(), golden.imageSize(), golden.channels());
    ComputationGraph graph = VisionTransformerGraph.build(network, 1, DataType.FLOAT);
    for (ParameterSlot slot : ParameterLayout.of(graph).slots()) {
      GoldenTensor values = golden.parameters().get(VisionTransformerGraph.weightName(slot));
      slot.shapedIn(flat(graph.params())).assign(array(values));
    }
    return graph;
  }

  private static INDArray array(GoldenTensor golden) {
    int rank = golden.shape().rank();
    long[] shape = new long[rank];
    for (int axis = 0; axis < rank; axis++) {
      shape[axis] = golden.shape().size(axis);
    }
    return Nd4j.create(golden.floats(), shape, 'c');
  }

  /** DL4J's own vectors are rows. */
  private static INDArray flat(INDArray row) {
    return row.reshape(row.length());
  }
}
