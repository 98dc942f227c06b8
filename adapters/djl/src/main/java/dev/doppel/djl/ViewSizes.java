package dev.doppel.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import dev.doppel.runtime.step.StepRoles;
import dev.doppel.spi.view.ViewSpecification;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks that a backbone takes views of several sizes, which not every block can. A recipe's
 * backbones were checked with the recipe, a program's own were not.
 */
final class ViewSizes {

  private static final int IMAGE_AXES = 4;

  private ViewSizes() {}

  /**
   * Checks a backbone.
   *
   * @param backbone the backbone, initialized
   * @param input the shape that it was initialized for
   * @param views the views of a sample, where they are images of known sizes; otherwise empty
   * @param roles the outputs that the method needs
   * @throws IllegalArgumentException if a view that passes the backbone does not fit; the message
   *     names it
   */
  static void require(
      Block backbone,
      NDManager manager,
      Shape input,
      List<ViewSpecification> views,
      StepRoles roles) {
    if (views.isEmpty()
        || input.dimension() != IMAGE_AXES
        || input.get(IMAGE_AXES - 1) != views.get(0).size()) {
      return;
    }
    Set<Integer> known = new HashSet<>(Set.of(views.get(0).size()));
    long width = width(backbone, manager, input.get(1), views.get(0).size());
    for (StepRoles.ResolvedRole role : roles.requirements()) {
      ViewSpecification view = views.get(role.view());
      if (known.add(view.size())) {
        requireWidth(backbone, manager, input.get(1), view, views.get(0), width);
      }
    }
  }

  private static void requireWidth(
      Block backbone,
      NDManager manager,
      long channels,
      ViewSpecification view,
      ViewSpecification own,
      long expected) {
    long found;
    try {
      found = width(backbone, manager, channels, view.size());
    } catch (RuntimeException e) {
      // Blocks and the engine each refuse in a way of their own.
      throw anotherSize(view, own, firstLine(e), e);
    }
    if (found != expected) {
      String widths = "its output would have %d columns in place of %d".formatted(found, expected);
      throw anotherSize(view, own, widths, null);
    }
  }

  /** By running it: a block tells the shapes of outputs for inputs that its weights do not take. */
  private static long width(Block backbone, NDManager manager, long channels, int size) {
    try (NDManager scope = manager.newSubManager()) {
      NDArray view = scope.zeros(new Shape(1, channels, size, size));
      ParameterStore parameters = new ParameterStore(scope, false);
      return backbone.forward(parameters, new NDList(view), false).head().size();
    }
  }

  private static String firstLine(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
  }

  private static IllegalArgumentException anotherSize(
      ViewSpecification view, ViewSpecification own, String reason, Exception cause) {
    return new IllegalArgumentException(
        "view '%s' has %d x %d pixels, but the backbone takes %d x %d only (%s); end it with an"
                .formatted(view.name(), view.size(), view.size(), own.size(), own.size(), reason)
            + " average over positions, or give all views one size",
        cause);
  }
}
