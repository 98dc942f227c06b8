package dev.doppel.djl;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import dev.doppel.djl.network.VisionTransformerBlock;
import dev.doppel.djl.tensor.SavedArrays;
import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.runtime.checkpoint.CheckpointException;
import dev.doppel.runtime.checkpoint.LineDifference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Both networks' parameters, running statistics included, on their way to a checkpoint and back.
 */
final class BlockState {

  private static final String DESCRIPTION = "networks.parameters";
  private static final String VALUE = "networks.value.";
  private static final String PASSES = "networks.passes.";

  private BlockState() {}

  static void save(SelfSupervisedBlock block, Checkpoint.Builder checkpoint) {
    checkpoint.text(DESCRIPTION, description(block));
    for (Pair<String, Parameter> parameter : block.getParameters()) {
      checkpoint.array(
          VALUE + parameter.getKey(), SavedArrays.save(parameter.getValue().getArray()));
    }
    List<VisionTransformerBlock> transformers = transformers(block);
    for (int i = 0; i < transformers.size(); i++) {
      checkpoint.count(PASSES + i, transformers.get(i).trainingPasses());
    }
  }

  /** Checks that a checkpoint is of such networks; changes nothing. */
  static void require(SelfSupervisedBlock block, Checkpoint checkpoint, String source)
      throws CheckpointException {
    Optional<LineDifference> difference =
        LineDifference.first(checkpoint.text(DESCRIPTION), description(block));
    if (difference.isPresent()) {
      LineDifference found = difference.get();
      throw new CheckpointException(
          "cannot go on from %s: it is of other networks, whose parameter %d is %s there and %s"
                  .formatted(source, found.number(), found.there(), found.here())
              + " here; build the networks it was made with");
    }
  }

  static void restore(SelfSupervisedBlock block, Checkpoint checkpoint) {
    for (Pair<String, Parameter> parameter : block.getParameters()) {
      SavedArrays.restore(
          checkpoint.array(VALUE + parameter.getKey()), parameter.getValue().getArray());
    }
    List<VisionTransformerBlock> transformers = transformers(block);
    for (int i = 0; i < transformers.size(); i++) {
      transformers.get(i).resumeAfter(checkpoint.count(PASSES + i));
    }
  }

  /** The parameters in their order, one a line; a name has its block's place in it. */
  private static String description(SelfSupervisedBlock block) {
    return block.getParameters().stream()
        .map(parameter -> parameter.getKey() + " " + parameter.getValue().getShape())
        .collect(Collectors.joining("\n"));
  }

  private static List<VisionTransformerBlock> transformers(Block block) {
    List<VisionTransformerBlock> found = new ArrayList<>();
    if (block instanceof VisionTransformerBlock transformer) {
      found.add(transformer);
    }
    for (Pair<String, Block> child : block.getChildren()) {
      found.addAll(transformers(child.getValue()));
    }
    return found;
  }
}
