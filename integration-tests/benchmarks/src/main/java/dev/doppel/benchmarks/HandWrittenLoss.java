package dev.doppel.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

/** A method's loss from its networks, in plain arrays. */
interface HandWrittenLoss {

  /** Runs the networks on the views and returns the loss, a scalar. */
  NDArray compute(HandWrittenNetworks networks, NDList views);

  /** Moves what the method remembers: a queue, a centre. */
  default void afterStep() {}

  static HandWrittenLoss of(MethodWorkload workload, NDManager manager) {
    return switch (workload.method()) {
      case "byol" -> HandWrittenPairLosses.byol();
      case "simsiam" -> HandWrittenPairLosses.simsiam();
      case "moco-v3" -> HandWrittenPairLosses.mocoV3(workload.number("loss.temperature"));
      case "simclr" -> HandWrittenPairLosses.simclr(workload.number("loss.temperature"));
      case "barlow-twins" -> HandWrittenPairLosses.barlowTwins(workload.number("loss.lambda"));
      case "moco-v2" -> new HandWrittenMocoV2Loss(workload, manager);
      case "swav", "dino" -> new HandWrittenMultiCropLoss(workload, manager);
      default -> throw new IllegalArgumentException("no loss by hand for " + workload.method());
    };
  }
}
