package dev.doppel.dl4j.graph;

import dev.doppel.dl4j.layer.LayerReplacement;
import dev.doppel.dl4j.transformer.TransformerBlockLayer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.deeplearning4j.nn.api.FwdPassType;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A network for one pass at a time: DL4J's layers remember one forward pass each, so every view
 * that has a backward pass goes through a graph of its own. All share one parameter vector.
 */
final class PassGraph extends ComputationGraph {

  private static final long serialVersionUID = 1;

  /**
   * Creates a graph over parameters that it shares.
   *
   * @param differentiated whether a backward pass follows each forward pass
   * @param read the vertices whose outputs are read, and must not be changed by what follows them
   */
  PassGraph(
      ComputationGraphConfiguration configuration,
      INDArray parameters,
      boolean differentiated,
      Set<String> read) {
    super(configuration);
    init(parameters, false);
    replaceLayers(differentiated);
    protect(read);
  }

  /** Lets gradients be written to a vector that others use too. */
  void writeGradientsTo(INDArray vector) {
    flattenedGradients = vector;
    long from = 0;
    for (int index : topologicalOrder) {
      long count = vertices[index].numParams();
      if (count > 0) {
        INDArray view = vector.get(NDArrayIndex.interval(from, from + count));
        vertices[index].setBackpropGradientsViewArray(view);
        from += count;
      }
    }
  }

  /**
   * Takes over the counts that layers with schedules, such as dropout, go by.
   *
   * @param pass the passes of the iteration before this one
   */
  void at(int iteration, int epoch, int pass) {
    configuration.setIterationCount(iteration);
    configuration.setEpochCount(epoch);
    synchronizeIterEpochCounts();
    for (Layer layer : layers) {
      if (layer instanceof TransformerBlockLayer block) {
        block.setPass(pass);
      }
    }
  }

  /** Runs in training mode within an open scope of activations; they are valid in it. */
  Map<String, INDArray> forward(INDArray input) {
    return ffToLayerActivationsInWS(
        true, -1, null, FwdPassType.STANDARD, false, new INDArray[] {input}, null, null, false);
  }

  /** Computes the gradients of the last {@link #forward}, by those of the network's outputs. */
  void backward(INDArray[] outputGradients) {
    calcBackpropGradients(false, false, outputGradients);
    for (GraphVertex vertex : vertices) {
      vertex.clear();
    }
  }

  /** Runs without a backward pass to come, and keeps nothing but the outputs asked for. */
  INDArray[] output(INDArray input, boolean training, String[] outputs) {
    int[] indices = new int[outputs.length];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = verticesMap.get(outputs[i]).getVertexIndex();
    }
    return outputOfLayersDetached(
        training,
        FwdPassType.STANDARD,
        indices,
        new INDArray[] {input},
        null,
        null,
        true,
        false,
        null);
  }

  /** Lets the attention of the last block, if there is one, be read in each pass. */
  boolean readAttention(Consumer<INDArray> reader) {
    for (int i = topologicalOrder.length - 1; i >= 0; i--) {
      GraphVertex vertex = vertices[topologicalOrder[i]];
      if (vertex.hasLayer() && vertex.getLayer() instanceof TransformerBlockLayer block) {
        block.readAttention(reader);
        return true;
      }
    }
    return false;
  }

  private void replaceLayers(boolean differentiated) {
    int layer = 0;
    for (int i = 0; i < vertices.length; i++) {
      if (!vertices[i].hasLayer()) {
        continue;
      }
      if (vertices[i] instanceof LayerVertex vertex) {
        Optional<Layer> replacement =
            LayerReplacement.of(vertex.getLayer(), params().dataType(), differentiated);
        if (replacement.isPresent()) {
          vertices[i] = vertex(vertex, replacement.get());
          verticesMap.put(vertex.getVertexName(), vertices[i]);
          layers[layer] = replacement.get();
        }
      }
      layer++;
    }
  }

  private LayerVertex vertex(LayerVertex present, Layer layer) {
    return new LayerVertex(
        this,
        present.getVertexName(),
        present.getVertexIndex(),
        present.getInputVertices(),
        present.getOutputVertices(),
        layer,
        present.getLayerPreProcessor(),
        present.isOutputVertex(),
        params().dataType());
  }

  /** DL4J lets an activation function overwrite its input where nothing else follows. */
  private void protect(Set<String> read) {
    for (Layer layer : layers) {
      String name = layer.conf().getLayer().getLayerName();
      if (read.contains(configuration.getVertexInputs().get(name).get(0))) {
        layer.allowInputModification(false);
      }
    }
  }
}
