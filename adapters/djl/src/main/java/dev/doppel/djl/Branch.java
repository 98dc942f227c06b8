package dev.doppel.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import dev.doppel.djl.tensor.DjlTensor;
import dev.doppel.runtime.step.Collective;
import dev.doppel.spi.loss.Stage;
import dev.doppel.spi.tensor.Tensor;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One network as a chain of blocks: backbone, projector and, online, a predictor. Between backbone
 * and heads the embeddings of all workers are gathered.
 */
record Branch(Block backbone, Block projector, Block predictor, Collective collective) {

  /**
   * Runs a batch up to a stage and keeps the output of each stage on the way. The input holds one
   * or more views, one after the other; so do the outputs, with the rows of all workers in each.
   */
  Map<Stage, NDArray> forward(
      ParameterStore parameters, NDArray input, int views, boolean training, Stage last) {
    Map<Stage, NDArray> outputs = new EnumMap<>(Stage.class);
    NDArray embedding = flat(run(backbone, parameters, input, training));
    if (training) {
      embedding = gather(embedding, views);
    }
    outputs.put(Stage.EMBEDDING, embedding);
    if (last == Stage.EMBEDDING) {
      return outputs;
    }
    NDArray projection = run(projector, parameters, embedding, training);
    outputs.put(Stage.PROJECTION, projection);
    if (last == Stage.PREDICTION) {
      NDArray prediction =
          predictor == null ? projection : run(predictor, parameters, projection, training);
      outputs.put(Stage.PREDICTION, prediction);
    }
    return outputs;
  }

  /** Gathers view by view: the rows of one worker's views lie together, those of a view must. */
  private NDArray gather(NDArray embedding, int views) {
    Tensor rows = DjlTensor.of(embedding);
    if (views == 1 || collective.size() == 1) {
      return DjlTensor.array(collective.gather(rows));
    }
    int share = rows.size(0) / views;
    List<Tensor> gathered = new ArrayList<>();
    for (int view = 0; view < views; view++) {
      gathered.add(collective.gather(rows.slice(0, view * share, (view + 1) * share)));
    }
    return DjlTensor.array(gathered.get(0).concat(0, gathered.subList(1, views)));
  }

  private static NDArray run(
      Block block, ParameterStore parameters, NDArray input, boolean training) {
    return FrugalForward.run(block, parameters, new NDList(input), training).singletonOrThrow();
  }

  private static NDArray flat(NDArray output) {
    return output.getShape().dimension() == 2
        ? output
        : output.reshape(output.getShape().get(0), -1);
  }
}
