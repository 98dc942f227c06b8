package dev.doppel.runtime.view;

import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.spi.view.ViewKind;
import dev.doppel.spi.view.ViewPolicy;
import dev.doppel.spi.view.ViewSpecification;
import dev.doppel.spi.view.ViewStep;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Makes policies and pipelines of simple operations. */
final class Policies {

  static final long SEED = 7;

  private Policies() {}

  static ViewStep always(String operation) {
    return ViewStep.always(operation, Map.of());
  }

  static ViewSpecification view(String name, int size, ViewStep... steps) {
    return new ViewSpecification(name, ViewKind.GLOBAL, size, List.of(steps));
  }

  static ViewPolicy policy(ViewSpecification... views) {
    return new ViewPolicy(Arrays.asList(views));
  }

  static PluginRegistry plugins() {
    return PluginRegistry.of(new SimpleOperations());
  }

  static ViewPipeline pipeline(ViewSpecification... views) {
    return new ViewPipeline("tested", policy(views), plugins(), 1, SEED);
  }
}
