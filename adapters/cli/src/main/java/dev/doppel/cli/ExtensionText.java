package dev.doppel.cli;

import dev.doppel.runtime.plugin.ExtensionKind;
import dev.doppel.runtime.plugin.OptionTable;
import dev.doppel.runtime.plugin.Registered;
import dev.doppel.spi.ExtensionFactory;
import dev.doppel.spi.guard.CollapseGuardFactory;
import dev.doppel.spi.guard.TargetShaper;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.recipe.RecipePreset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** Describes one thing that a plugin brings, for people. */
final class ExtensionText {

  private ExtensionText() {}

  static <F> List<String> lines(ExtensionKind<F> kind, Registered<F> registered) {
    List<String> lines = new ArrayList<>();
    F factory = registered.factory();
    lines.add(
        "%s '%s' (plugin %s)"
            .formatted(kind.singular(), kind.nameOf(factory), registered.plugin().label()));
    if (factory instanceof RecipePreset preset) {
      lines.add("  " + preset.description());
      new TreeMap<>(preset.settings())
          .forEach((key, value) -> lines.add("    " + key + " = " + value));
    } else if (factory instanceof ExtensionFactory extension) {
      lines.add("  " + extension.description());
      lines.addAll(options(prefix(kind, extension), extension.options()));
    }
    lines.add("");
    return lines;
  }

  /** As a part of a README; nothing of a recipe, whose settings are no options. */
  static <F> List<String> markdown(ExtensionKind<F> kind, Registered<F> registered) {
    if (!(registered.factory() instanceof ExtensionFactory extension)) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add("## %s `%s`".formatted(capitalised(kind.singular()), extension.name()));
    lines.add("");
    lines.add(extension.description());
    lines.add("");
    if (!extension.options().isEmpty()) {
      lines.addAll(OptionTable.of(extension.options()));
      lines.add("");
    }
    return lines;
  }

  private static String capitalised(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private static List<String> options(String prefix, List<Option<?>> options) {
    if (options.isEmpty()) {
      return List.of("  no options");
    }
    TextTable table = new TextTable("option", "default", "must be", "meaning");
    for (Option<?> option : options) {
      table.row(
          prefix + option.name(),
          option.defaultText().orElse("(to be set)"),
          option.allowed(),
          option.description());
    }
    return table.lines("  ");
  }

  // The recipe key that an option has, as far as its kind decides it.
  private static String prefix(ExtensionKind<?> kind, ExtensionFactory extension) {
    if (extension instanceof CollapseGuardFactory guard) {
      return TargetShaper.class.isAssignableFrom(guard.kind())
          ? "target-shaping."
          : "guard." + extension.name() + ".";
    }
    if (kind == ExtensionKind.LOSS) {
      return "loss.";
    }
    if (kind == ExtensionKind.TARGET_UPDATE) {
      return "target-update.";
    }
    return kind == ExtensionKind.VIEW_POLICY ? "views." : "";
  }
}
