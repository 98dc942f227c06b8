package dev.doppel.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import dev.doppel.djl.tensor.SavedArrays;
import dev.doppel.runtime.checkpoint.CheckpointArray;
import dev.doppel.runtime.step.NetworkState;
import java.util.ArrayList;
import java.util.List;

/** A network that a program trains, with its optimiser. */
record TrainedNetwork(Block block, RestartableOptimizer optimizer) implements NetworkState {

  @Override
  public Kept keep() {
    int updates = optimizer.updates();
    List<CheckpointArray> values = new ArrayList<>();
    for (Pair<String, Parameter> parameter : block.getParameters()) {
      values.add(SavedArrays.save(parameter.getValue().getArray()));
    }
    return factor -> {
      int index = 0;
      for (Pair<String, Parameter> parameter : block.getParameters()) {
        NDArray array = parameter.getValue().getArray();
        SavedArrays.restore(values.get(index++), array);
        // DJL takes a gradient from itself to make it zero, which what is not finite outlasts.
        if (array.hasGradient()) {
          DjlGradients.clear(parameter.getValue());
        }
      }
      optimizer.restart(updates, factor);
    };
  }
}
