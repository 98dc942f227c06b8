package dev.doppel.djl;

import ai.djl.nn.Block;
import dev.doppel.djl.network.Heads;
import dev.doppel.runtime.network.HeadSpecification;
import dev.doppel.runtime.network.InitialWeights;
import java.util.function.Supplier;

/** Makes a projector or predictor: a recipe's, or a program's own. */
interface HeadSource {

  /**
   * Makes a new head.
   *
   * @param weights where a recipe's initial weights come from
   */
  Block build(InitialWeights weights);

  /** A recipe's head. */
  static HeadSource of(HeadSpecification specification) {
    return weights -> Heads.build(specification, weights);
  }

  /** A program's own, which starts as its blocks or the training configuration say. */
  static HeadSource of(Supplier<Block> supplier) {
    return weights -> supplier.get();
  }
}
