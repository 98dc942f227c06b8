package dev.doppel.cli.training;

import dev.doppel.runtime.recipe.ResolvedRecipe;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A run's recipe as its folder keeps it. */
public final class RecipeText {

  private static final String DATA = "data";

  /** Values of the key {@code data} that are no paths. */
  private static final Set<String> WORDS = Set.of("shapes", "auto");

  private RecipeText() {}

  /**
   * The text of the file.
   *
   * @param run the run
   * @return the resolved recipe, which can be run again from anywhere
   */
  public static String of(PreparedRun run) {
    StringWriter text = new StringWriter();
    try {
      portable(run.resolved()).write(text);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written to", e);
    }
    return text.toString();
  }

  // A relative path means something else to whoever runs the recipe again from another folder, and
  // the encoder wants images of as many channels as it was trained on.
  private static ResolvedRecipe portable(ResolvedRecipe recipe) {
    Map<String, String> settings = new LinkedHashMap<>(recipe.settings());
    settings.put(DATA + ".channels", String.valueOf(recipe.plan().channels()));
    String location = settings.getOrDefault(DATA, "");
    if (!WORDS.contains(location) && Files.exists(Path.of(location))) {
      settings.put(DATA, Path.of(location).toAbsolutePath().normalize().toString());
    }
    return new ResolvedRecipe(
        recipe.plan(), recipe.backend(), settings, recipe.origins(), recipe.provenance());
  }
}
