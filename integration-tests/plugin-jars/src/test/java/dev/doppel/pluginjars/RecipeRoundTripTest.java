package dev.doppel.pluginjars;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.djl.DjlBackend;
import dev.doppel.runtime.plugin.ExtensionKind;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.plugin.Registered;
import dev.doppel.runtime.recipe.DataFacts;
import dev.doppel.runtime.recipe.Provenance;
import dev.doppel.runtime.recipe.Recipe;
import dev.doppel.runtime.recipe.RecipeException;
import dev.doppel.runtime.recipe.RecipeResolver;
import dev.doppel.runtime.recipe.ResolvedRecipe;
import dev.doppel.runtime.training.TrainingBackend;
import dev.doppel.spi.ExtensionFactory;
import dev.doppel.spi.guard.CollapseGuardFactory;
import dev.doppel.spi.guard.TargetShaper;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.recipe.RecipePreset;
import dev.doppel.testkit.OptionExamples;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * A recipe that was resolved to objects, and written with what they are made of and where they come
 * from, resolves to the same again: for each preset and each option of every plugin.
 */
final class RecipeRoundTripTest {

  private static final List<TrainingBackend> BACKENDS = List.of(new DjlBackend());
  private static final DataFacts COLOURED = new DataFacts(3, 32, 50_000);
  private static final PluginRegistry PLUGINS = PluginRegistry.discover();

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> presets_written_resolveToTheSame() {
    return presets().stream()
        .map(
            preset ->
                DynamicTest.dynamicTest(
                    preset.fullName(), () -> assertComesBack(Map.of("recipe", preset.fullName()))));
  }

  @TestFactory
  Stream<DynamicTest> options_setAndWritten_resolveToTheSame() {
    List<DynamicTest> tests = new ArrayList<>();
    addTests(tests, ExtensionKind.LOSS, "loss", "loss.");
    addTests(tests, ExtensionKind.TARGET_UPDATE, "target-update", "target-update.");
    addTests(tests, ExtensionKind.VIEW_POLICY, "views", "views.");
    for (Registered<CollapseGuardFactory> guard : PLUGINS.all(ExtensionKind.GUARD)) {
      boolean shaper = TargetShaper.class.isAssignableFrom(guard.factory().kind());
      String name = guard.factory().name();
      addTests(
          tests,
          guard.factory(),
          shaper ? "target-shaping" : "guards",
          shaper ? "target-shaping." : "guard." + name + ".");
    }
    return tests.stream();
  }

  private <F extends ExtensionFactory> void addTests(
      List<DynamicTest> tests, ExtensionKind<F> kind, String selector, String prefix) {
    PLUGINS
        .all(kind)
        .forEach(registered -> addTests(tests, registered.factory(), selector, prefix));
  }

  private void addTests(
      List<DynamicTest> tests, ExtensionFactory factory, String selector, String prefix) {
    for (Option<?> option : factory.options()) {
      tests.add(
          DynamicTest.dynamicTest(
              factory.name() + " " + option.name(),
              () -> assertComesBack(factory, option, selector, prefix + option.name())));
    }
  }

  /** With the first preset and the first value of the option that go together. */
  private void assertComesBack(
      ExtensionFactory factory, Option<?> option, String selector, String key) throws IOException {
    Map<String, String> failures = new LinkedHashMap<>();
    for (RecipePreset preset : presets()) {
      for (String value : OptionExamples.of(option)) {
        Map<String, String> settings =
            Map.of("recipe", preset.fullName(), selector, factory.name(), key, value);
        Optional<String> failure = failure(settings);
        if (failure.isEmpty()) {
          ResolvedRecipe resolved = assertComesBack(settings);
          assertThat(option.parse(resolved.settings().get(key)).toString())
              .isEqualTo(option.parse(value).toString());
          assertThat(resolved.provenance()).extracting(Provenance::name).contains(factory.name());
          return;
        }
        failures.put(settings.toString(), failure.get());
      }
    }
    throw new AssertionError("no preset takes it: " + failures);
  }

  private static Optional<String> failure(Map<String, String> settings) {
    try {
      resolve(Recipe.empty().withSettings(settings, "the test"));
      return Optional.empty();
    } catch (RecipeException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private ResolvedRecipe assertComesBack(Map<String, String> settings) throws IOException {
    ResolvedRecipe resolved = resolve(Recipe.empty().withSettings(settings, "the test"));
    StringWriter written = new StringWriter();
    resolved.write(written);
    Path file = Files.writeString(folder.resolve("recipe.properties"), written.toString());

    ResolvedRecipe again = resolve(Recipe.empty().withFile(file));

    assertThat(again.settings()).isEqualTo(resolved.settings());
    assertThat(again.provenance()).isEqualTo(resolved.provenance()).isNotEmpty();
    return resolved;
  }

  private static ResolvedRecipe resolve(Recipe recipe) {
    return RecipeResolver.resolve(recipe, PLUGINS, BACKENDS, COLOURED);
  }

  private static List<RecipePreset> presets() {
    return PLUGINS.all(ExtensionKind.RECIPE).stream().map(Registered::factory).toList();
  }
}
