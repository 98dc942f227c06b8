package dev.doppel.djl;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a network that normalise over the batch. They cannot train on one sample: it has no
 * variance.
 */
record BatchNormParts(List<String> parts) {

  static BatchNormParts of(Branch network) {
    List<String> parts = new ArrayList<>();
    if (isIn(network.backbone())) {
      parts.add("backbone");
    }
    if (isIn(network.projector())) {
      parts.add("projector");
    }
    if (network.predictor() != null && isIn(network.predictor())) {
      parts.add("predictor");
    }
    return new BatchNormParts(List.copyOf(parts));
  }

  /** Whether a block keeps running means, as every batch normalisation does; initialized or not. */
  static boolean isIn(Block block) {
    for (Pair<String, Parameter> parameter : block.getParameters()) {
      if (parameter.getValue().getType() == Parameter.Type.RUNNING_MEAN) {
        return true;
      }
    }
    return false;
  }

  /** Refuses a batch of one sample, which often is what is left over at the end of a dataset. */
  void check(NDList views) {
    if (!parts.isEmpty() && views.head().getShape().get(0) == 1) {
      throw new IllegalArgumentException(
          "a batch has 1 sample, but must have at least 2, since there is batch normalisation (in:"
              + " %s); if it is the dataset's last, let the dataset drop a last batch that is not full"
                  .formatted(String.join(", ", parts)));
    }
  }
}
