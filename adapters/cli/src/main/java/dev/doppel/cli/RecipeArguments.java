package dev.doppel.cli;

import dev.doppel.runtime.recipe.Recipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments that say which recipe to run. */
final class RecipeArguments {

  @Option(
      names = "--recipe",
      paramLabel = "NAME",
      description = "A recipe of a plugin or of the folder 'recipes'; see: doppel recipes")
  private String name;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A recipe in a .properties or .yaml file, on top of --recipe.")
  private Path file;

  @Parameters(
      paramLabel = "KEY=VALUE",
      arity = "0..*",
      description = "Settings on top of the recipe, such as data=/data/photos steps=800.")
  private List<String> overrides = new ArrayList<>();

  RecipeArguments() {}

  Recipe recipe(RecipeShelf shelf) {
    Recipe recipe = Recipe.empty();
    if (name != null) {
      Optional<Path> ready = shelf.file(name);
      recipe =
          ready.isPresent()
              ? recipe.withFile(ready.get())
              : recipe.withSettings(Map.of("recipe", name), "--recipe");
    }
    if (file != null) {
      recipe = recipe.withFile(file);
    }
    return recipe.withOverrides(overrides);
  }
}
