package dev.doppel.runtime.view;

import dev.doppel.runtime.boundary.BoundaryChecks;
import dev.doppel.runtime.boundary.PartOrigin;
import dev.doppel.runtime.boundary.PluginBoundary;
import dev.doppel.runtime.plugin.ExtensionKind;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.plugin.Registered;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.option.OptionsException;
import dev.doppel.spi.view.ViewOperation;
import dev.doppel.spi.view.ViewOperationFactory;
import dev.doppel.spi.view.ViewSpecification;
import dev.doppel.spi.view.ViewStep;
import dev.doppel.spi.view.ViewTarget;
import java.util.List;

/**
 * Creates the operations that the steps of a policy name. Every error says which policy, view and
 * operation it is about.
 */
record OperationLookup(String policy, PluginRegistry plugins) {

  /**
   * An operation, ready to run.
   *
   * @param operation the operation, checked
   * @param boundary blames its plugin
   */
  record PreparedOperation(ViewOperation operation, PluginBoundary boundary) {}

  PreparedOperation create(ViewSpecification view, ViewStep step, int channels) {
    String askedBy = "view '%s' of view policy '%s'".formatted(view.name(), policy);
    Registered<ViewOperationFactory> found =
        plugins.find(ExtensionKind.VIEW_OPERATION, step.operation(), askedBy);
    String part = "view operation '%s'".formatted(step.operation());
    PluginBoundary boundary =
        new PluginBoundary(PartOrigin.of(part, found.plugin()), BoundaryChecks.FULL);
    ViewTarget target = new ViewTarget(channels, view.size());
    String place = "operation '%s' of %s".formatted(step.operation(), askedBy);
    Options options = options(found.factory(), boundary, step, place);
    try {
      ViewOperation operation =
          boundary.create(found.factory(), factory -> factory.create(options, target));
      return new PreparedOperation(boundary.viewOperation(operation), boundary);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(place + ": " + e.getMessage(), e);
    }
  }

  private static Options options(
      ViewOperationFactory factory, PluginBoundary boundary, ViewStep step, String place) {
    List<Option<?>> declared = boundary.create(factory, ViewOperationFactory::options);
    Options options = parse(declared, step, place);
    List<String> problems = boundary.create(factory, it -> it.problems(options));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(place + ":\n" + indented(String.join("\n", problems)));
    }
    return options;
  }

  private static Options parse(List<Option<?>> declared, ViewStep step, String place) {
    try {
      return Options.parse(declared, step.options());
    } catch (OptionsException e) {
      String known = String.join(", ", declared.stream().map(Option::name).sorted().toList());
      throw new IllegalArgumentException(
          "%s:\n%s\noptions of '%s': %s"
              .formatted(place, indented(e.getMessage()), step.operation(), known),
          e);
    }
  }

  private static String indented(String lines) {
    return lines.indent(2).stripTrailing();
  }
}
