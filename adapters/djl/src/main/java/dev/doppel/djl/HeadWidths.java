package dev.doppel.djl;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;

/** Checks that heads fit what is before them, where blocks of a program's own need not. */
final class HeadWidths {

  private HeadWidths() {}

  /**
   * Checks a head that has parameters already, such as one from a model file; others follow.
   *
   * @param part what the head is
   * @param before what its input is
   * @param input the shape of its input
   * @throws IllegalArgumentException if it takes another number of columns
   */
  static void requireInput(String part, String before, Block head, Shape input) {
    if (!head.isInitialized() || head.getInputShapes() == null) {
      return;
    }
    long taken = columns(head.getInputShapes()[0]);
    if (taken != columns(input)) {
      throw new IllegalArgumentException(
          "the %s takes %d columns, but %s has %d; make them equal, or leave the %s uninitialized"
              .formatted(part, taken, before, columns(input), part));
    }
  }

  /**
   * Checks that what a loss compares is equally wide.
   *
   * @throws IllegalArgumentException if it is not
   */
  static void requireEqual(Shape prediction, Shape target) {
    if (columns(prediction) != columns(target)) {
      throw new IllegalArgumentException(
          "the predictor's output has %d columns, but the targets that it is compared with have %d;"
                  .formatted(columns(prediction), columns(target))
              + " end the predictor as wide as the projector");
    }
  }

  private static long columns(Shape shape) {
    return shape.get(shape.dimension() - 1);
  }
}
