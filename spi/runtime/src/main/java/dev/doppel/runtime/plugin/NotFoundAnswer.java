package dev.doppel.runtime.plugin;

import dev.doppel.spi.option.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** All there is to know about a name that no usable plugin brings. */
final class NotFoundAnswer {

  private final String summary;
  private final String suggestion;
  private final List<String> details = new ArrayList<>();

  <F> NotFoundAnswer(PluginRegistry registry, ExtensionKind<F> kind, String name) {
    List<PluginRegistry.Item<F>> items = registry.items(kind);
    Set<String> names = new LinkedHashSet<>();
    items.forEach(item -> names.add(item.name()));
    items.forEach(item -> names.add(item.shortName()));
    summary = "no %s named '%s'".formatted(kind.singular(), name);
    suggestion =
        NearestName.of(name, names).map(near -> "; did you mean '" + near + "'?").orElse("");
    details.add("available " + kind.plural() + ": " + available(items));
    for (PluginRegistry.Item<?> other : registry.elsewhere(kind, name)) {
      details.add(
          "'%s' is the name of a %s of plugin %s: choose it with %s"
              .formatted(name, other.kind(), other.plugin().label(), other.kind().selectedBy()));
    }
    if (registry.plugins().isEmpty() && registry.broken().isEmpty()) {
      details.add("there is no plugin at all: no file " + ServiceDeclarations.FILE + " was found");
    }
    registry.broken().forEach(plugin -> details.add("not usable: " + plugin));
    if (!registry.lookedIn().isEmpty()) {
      details.add("looked in: " + String.join(", ", registry.lookedIn()));
    }
    details.add(
        "if the jar should be here, check that "
            + ServiceDeclarations.FILE
            + " survived shading (ServicesResourceTransformer)");
  }

  private static <F> String available(List<PluginRegistry.Item<F>> items) {
    return items.isEmpty()
        ? "none"
        : items.stream()
            .map(item -> item.name() + " " + item.plugin().version())
            .collect(Collectors.joining(", "));
  }

  String summary() {
    return summary + suggestion;
  }

  List<String> details() {
    return List.copyOf(details);
  }

  String message(String askedBy) {
    return summary
        + " (from "
        + askedBy
        + ")"
        + suggestion
        + details.stream().map(detail -> "\n  " + detail).collect(Collectors.joining());
  }
}
