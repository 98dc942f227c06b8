package dev.doppel.views;

import dev.doppel.spi.option.Options;
import dev.doppel.spi.view.ViewOperation;
import dev.doppel.spi.view.ViewOperationFactory;
import dev.doppel.spi.view.ViewTarget;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Creates operations as a host does. */
final class Operations {

  /** For operations that leave nothing to chance. */
  static final RandomGenerator NO_CHANCE =
      () -> {
        throw new AssertionError("this operation must not draw");
      };

  private Operations() {}

  static ViewOperation create(
      ViewOperationFactory factory, Map<String, String> options, ViewTarget target) {
    return factory.create(Options.parse(factory.options(), options), target);
  }
}
