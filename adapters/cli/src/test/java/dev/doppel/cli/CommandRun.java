package dev.doppel.cli;

import dev.doppel.cli.file.Storage;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.recipe.Recipe;
import dev.doppel.runtime.recipe.RecipePlugins;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A command that was run inside this virtual machine.
 *
 * @param status its exit status
 * @param out what it wrote to the output
 * @param err what it wrote to the error output
 */
record CommandRun(int status, String out, String err) {

  static CommandRun of(String... arguments) {
    return of(new Storage(), Optional.empty(), arguments);
  }

  static CommandRun of(Storage storage, Optional<Path> recipes, String... arguments) {
    return of(storage, RecipePlugins::discover, recipes, arguments);
  }

  static CommandRun of(
      Storage storage,
      Function<Recipe, PluginRegistry> plugins,
      Optional<Path> recipes,
      String... arguments) {
    CommandContext context =
        new CommandContext(
            storage,
            plugins,
            new RecipeShelf(recipes),
            false,
            System::nanoTime,
            new Interruption());
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status = Doppel.run(context, new PrintWriter(out), new PrintWriter(err), arguments);
    return new CommandRun(status, out.toString(), err.toString());
  }

  /** A run of a few seconds, 64 drawn images and 4 steps of 16, unless the arguments say other. */
  static CommandRun train(Path output, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("train", "--recipe", "byol", "--output", output.toString()));
    Stream.of(
            "data=shapes",
            "data.size=16",
            "data.count=64",
            "batch-size=16",
            "steps=4",
            "optimizer.warmup-steps=1")
        .filter(setting -> Stream.of(more).noneMatch(other -> key(other).equals(key(setting))))
        .forEach(arguments::add);
    arguments.addAll(List.of(more));
    return of(arguments.toArray(String[]::new));
  }

  private static String key(String setting) {
    return setting.substring(0, Math.max(0, setting.indexOf('=')));
  }
}
