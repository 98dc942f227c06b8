package dev.doppel.djl;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import dev.doppel.djl.network.Heads;
import dev.doppel.djl.network.SeededInitializer;
import dev.doppel.runtime.network.HeadSpecification;
import java.util.function.Supplier;

/** Makes a projector or predictor: a recipe's, or a program's own. */
interface HeadSource {

  /**
   * Makes a new head.
   *
   * @param weights where a recipe's initial weights come from
   */
  Block build(SeededInitializer weights);

  /** A recipe's head. */
  static HeadSource of(HeadSpecification specification) {
    return weights -> {
      Block head = Heads.build(specification);
      head.setInitializer(weights, Parameter.Type.WEIGHT);
      return head;
    };
  }

  /** A program's own, which starts as its blocks or the training configuration say. */
  static HeadSource of(Supplier<Block> supplier) {
    return weights -> supplier.get();
  }
}
