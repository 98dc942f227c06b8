package dev.doppel.runtime.recipe;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.training.TrainingBackend;
import java.util.List;
import java.util.stream.Stream;

/** Resolves recipes with {@link TestPlugin} and {@link TestBackend}. */
final class Resolving {

  static final PluginRegistry REGISTRY = PluginRegistry.of(new TestPlugin());
  static final List<TrainingBackend> BACKENDS = List.of(new TestBackend("djl"));
  static final DataFacts DATA = new DataFacts(1, 28, 10_000);

  private Resolving() {}

  /** A recipe of the command line that starts from BYOL's preset. */
  static Recipe byol(String... assignments) {
    return Recipe.empty()
        .withOverrides(Stream.concat(Stream.of("recipe=byol"), Stream.of(assignments)).toList());
  }

  static ResolvedRecipe resolve(Recipe recipe) {
    return RecipeResolver.resolve(recipe, REGISTRY, BACKENDS, DATA);
  }

  /** Expects the whole message of a recipe that cannot be resolved. */
  static void expectProblems(Recipe recipe, String message) {
    assertThatThrownBy(() -> resolve(recipe))
        .isInstanceOf(RecipeException.class)
        .hasMessage(message);
  }

  /** Expects one problem on the command line, without the first line. */
  static void expectProblem(Recipe recipe, String problem) {
    expectProblems(recipe, "1 problem in recipe (command line):\n  " + problem);
  }
}
