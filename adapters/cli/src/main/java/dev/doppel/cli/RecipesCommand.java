package dev.doppel.cli;

import dev.doppel.cli.training.OfferedBackends;
import dev.doppel.cli.training.PreparedRun;
import dev.doppel.data.DataOptions;
import dev.doppel.runtime.plugin.ExtensionKind;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.plugin.Registered;
import dev.doppel.runtime.recipe.DataFacts;
import dev.doppel.runtime.recipe.Recipe;
import dev.doppel.runtime.recipe.RecipeResolver;
import dev.doppel.runtime.recipe.ResolvedRecipe;
import dev.doppel.spi.recipe.RecipePreset;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists and shows recipes. */
@Command(
    name = "recipes",
    description = "Lists the recipes, or shows one with every setting.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "[COMMAND]")
final class RecipesCommand implements Runnable {

  /** What a recipe is shown for where no data are named. */
  private static final DataFacts SMALL_COLOUR_IMAGES = new DataFacts(3, 32, 50_000);

  private final CommandContext context;
  @Spec private CommandSpec spec;

  RecipesCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    list(new PluginSettings());
  }

  @Command(
      name = "list",
      description = "Lists the recipes of plugins and of the folder 'recipes'.",
      mixinStandardHelpOptions = true)
  void list(@Mixin PluginSettings settings) {
    TextTable table = new TextTable("recipe", "from", "description");
    for (String name : context.shelf().names()) {
      table.row(name, "recipes", context.shelf().description(name));
    }
    PluginRegistry registry = context.plugins().apply(settings.recipe());
    for (Registered<RecipePreset> registered : registry.all(ExtensionKind.RECIPE)) {
      RecipePreset preset = registered.factory();
      table.row(preset.fullName(), "plugin " + registered.plugin().name(), preset.description());
    }
    PrintWriter out = spec.commandLine().getOut();
    table.lines("").forEach(out::println);
    out.println("A name without small-image or imagenet means the one that fits the images.");
  }

  @Command(
      name = "show",
      description = "Shows a recipe with every setting, and where each comes from.",
      mixinStandardHelpOptions = true)
  void show(
      @Parameters(index = "0", paramLabel = "NAME", description = "The recipe.") String name,
      @Parameters(
              index = "1..*",
              arity = "0..*",
              paramLabel = "KEY=VALUE",
              description = "Settings on top, such as data=/data/photos image-size=224.")
          List<String> overrides) {
    List<String> settings = overrides == null ? List.of() : overrides;
    Recipe recipe = named(name).withOverrides(settings);
    PluginRegistry registry = context.plugins().apply(recipe);
    PrintWriter out = spec.commandLine().getOut();
    if (recipe.value("data").isPresent()) {
      write(
          PreparedRun.of(recipe, registry, OfferedBackends.to(recipe), PreparedRun.Purpose.TRAINING)
              .resolved(),
          out);
      return;
    }
    out.println("# for 50,000 colour images of 32x32; name others with data=PATH or image-size=N");
    write(
        RecipeResolver.resolve(
            recipe,
            registry,
            OfferedBackends.to(recipe),
            SMALL_COLOUR_IMAGES,
            DataOptions.declared()),
        out);
  }

  private Recipe named(String name) {
    return context
        .shelf()
        .file(name)
        .map(file -> Recipe.empty().withFile(file))
        .orElseGet(() -> Recipe.empty().withSettings(Map.of("recipe", name), "recipes show"));
  }

  private static void write(ResolvedRecipe recipe, PrintWriter out) {
    try {
      recipe.write(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
