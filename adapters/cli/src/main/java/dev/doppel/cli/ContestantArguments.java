package dev.doppel.cli;

import dev.doppel.cli.comparison.Contestant;
import dev.doppel.cli.failure.UsageException;
import dev.doppel.cli.training.PreparedRun;
import dev.doppel.runtime.plugin.ExtensionKind;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.recipe.Recipe;
import dev.doppel.spi.recipe.ImageScale;
import dev.doppel.spi.recipe.RecipePreset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments that say which recipes to compare. */
final class ContestantArguments {

  private static final String ALL = "all";
  private static final String IMAGE_SIZE = "image-size";

  @Option(
      names = "--methods",
      split = ",",
      paramLabel = "NAME",
      description =
          "Recipes of plugins or of the folder 'recipes', with commas between them; or 'all': the"
              + " preset of each method for the size of the images, in alphabetical order.")
  private List<String> methods = new ArrayList<>();

  @Option(
      names = "--recipes",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Recipes in .properties or .yaml files, after those of --methods.")
  private List<String> files = new ArrayList<>();

  @Parameters(
      paramLabel = "KEY=VALUE",
      arity = "0..*",
      description = "Settings on top of every recipe, such as data=/data/photos steps=800.")
  private List<String> overrides = new ArrayList<>();

  ContestantArguments() {}

  /**
   * The recipes, each with the settings on top.
   *
   * @param shelf the distribution's recipe files
   * @param plugins looks for the plugins that bring the others
   * @return the recipes, in order
   * @throws UsageException if there are none, or two of one name
   */
  List<Contestant> contestants(RecipeShelf shelf, Function<Recipe, PluginRegistry> plugins) {
    // An option with any number of values takes the settings that follow it, too.
    List<String> settings = new ArrayList<>(overrides);
    List<String> recipes = new ArrayList<>();
    files.forEach(text -> (isSetting(text) ? settings : recipes).add(text));
    List<Contestant> contestants = new ArrayList<>();
    for (String name : names(plugins, Recipe.empty().withOverrides(settings))) {
      contestants.add(new Contestant(name, named(name, shelf).withOverrides(settings)));
    }
    for (String file : recipes) {
      Path path = Path.of(file);
      Recipe recipe = Recipe.empty().withFile(path).withOverrides(settings);
      contestants.add(
          new Contestant(path.getFileName().toString().replaceFirst("\\.[^.]*$", ""), recipe));
    }
    check(contestants);
    return contestants;
  }

  private static boolean isSetting(String text) {
    return text.indexOf('=') > 0 && !Files.exists(Path.of(text));
  }

  private static void check(List<Contestant> contestants) {
    if (contestants.isEmpty()) {
      throw new UsageException(
          "nothing to compare; name recipes, such as --methods byol,simsiam, --methods all, or"
              + " --recipes FILE...");
    }
    Set<String> names = new HashSet<>();
    for (Contestant contestant : contestants) {
      if (!names.add(contestant.name())) {
        throw new UsageException(
            "two recipes are named '%s' (--methods, --recipes); each needs a name of its own"
                .formatted(contestant.name()));
      }
    }
  }

  private List<String> names(Function<Recipe, PluginRegistry> plugins, Recipe overrides) {
    return methods.equals(List.of(ALL)) ? all(plugins.apply(overrides), scale(overrides)) : methods;
  }

  private static List<String> all(PluginRegistry plugins, ImageScale scale) {
    Set<String> names = new TreeSet<>();
    plugins.all(ExtensionKind.RECIPE).stream()
        .map(registered -> registered.factory())
        .filter(preset -> preset.scale() == scale)
        // Once each: presets of a method with another network have a name of their own.
        .filter(preset -> preset.name().equals(preset.settings().get("loss")))
        .map(RecipePreset::name)
        .forEach(names::add);
    return List.copyOf(names);
  }

  private static ImageScale scale(Recipe overrides) {
    Optional<String> set = overrides.value(IMAGE_SIZE);
    int size = set.isPresent() ? parsed(set.get()) : PreparedRun.uniformImageSize(overrides);
    if (size == 0) {
      throw new UsageException(
          "image-size must be set, since the images differ in size: which presets 'all' are"
              + " depends on it (--methods)");
    }
    return ImageScale.of(size);
  }

  private static int parsed(String size) {
    try {
      return Integer.parseInt(size);
    } catch (NumberFormatException e) {
      // Refused, with all that is allowed, when the first recipe is read.
      return 1;
    }
  }

  private static Recipe named(String name, RecipeShelf shelf) {
    return shelf
        .file(name)
        .map(file -> Recipe.empty().withFile(file))
        .orElseGet(() -> Recipe.empty().withSettings(Map.of("recipe", name), "--methods"));
  }
}
