package dev.doppel.cli.training;

import dev.doppel.runtime.recipe.Recipe;
import dev.doppel.runtime.training.TrainingBackend;
import java.util.List;
import java.util.Map;

/** The platform of a recipe that names none, where the distribution brings several. */
final class BackendDefault {

  private static final String KEY = "backend";
  private static final String FIRST_CHOICE = "djl";

  private BackendDefault() {}

  static Recipe apply(Recipe recipe, List<TrainingBackend> backends) {
    boolean open =
        recipe.value(KEY).isEmpty()
            && backends.size() > 1
            && backends.stream().anyMatch(backend -> backend.name().equals(FIRST_CHOICE));
    return open ? recipe.withSettings(Map.of(KEY, FIRST_CHOICE), "the command's default") : recipe;
  }
}
