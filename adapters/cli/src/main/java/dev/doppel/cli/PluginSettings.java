package dev.doppel.cli;

import dev.doppel.cli.failure.UsageException;
import dev.doppel.runtime.recipe.Recipe;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Parameters;

/** What a command is told of which plugins there are, where it is about no recipe. */
final class PluginSettings {

  static final String LABEL = "KEY=VALUE";

  static final String DESCRIPTION =
      "Which plugins there are: plugin.path=..., plugin.sha256=... and plugin.exclude=...";

  private static final Set<String> KEYS = Set.of("plugin.path", "plugin.sha256", "plugin.exclude");

  @Parameters(
      index = "0..*",
      arity = "0..*",
      paramLabel = PluginSettings.LABEL,
      description = PluginSettings.DESCRIPTION)
  private List<String> settings;

  /** For picocli. */
  PluginSettings() {}

  /** The settings, as a recipe that says nothing else. */
  Recipe recipe() {
    return recipe(settings);
  }

  /** Settings that follow another parameter; {@code null} if there are none. */
  static Recipe recipe(List<String> settings) {
    List<String> given = settings == null ? List.of() : settings;
    for (String setting : given) {
      String key = setting.replaceFirst("=.*", "").strip();
      if (!KEYS.contains(key)) {
        throw new UsageException(
            "'%s' says nothing about which plugins there are; settings here are %s"
                .formatted(setting, KEYS.stream().sorted().collect(Collectors.joining(", "))));
      }
    }
    return Recipe.empty().withOverrides(given);
  }
}
