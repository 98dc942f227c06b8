package dev.doppel.runtime.recipe;

import dev.doppel.runtime.training.TrainingBackend;
import dev.doppel.runtime.training.TrainingPlan;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A recipe with nothing left open.
 *
 * @param plan what the settings mean
 * @param backend the platform that trains
 * @param settings every setting as text, defaults included, in the order of {@link
 *     RecipeKeys#all()}, each selector followed by its options
 * @param origins where each setting comes from, by key
 * @param provenance which plugin brought what
 */
public record ResolvedRecipe(
    TrainingPlan plan,
    TrainingBackend backend,
    Map<String, String> settings,
    Map<String, String> origins,
    List<Provenance> provenance) {

  /** Copies. */
  public ResolvedRecipe {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    origins = Collections.unmodifiableMap(new LinkedHashMap<>(origins));
    provenance = List.copyOf(provenance);
  }

  /**
   * Writes the settings as a properties file that can be run again and resolves to equal settings.
   * Comments say where each comes from, and which plugins, versions and jars take part.
   *
   * @param writer where to; stays open
   * @throws IOException if it cannot be written
   */
  public void write(Writer writer) throws IOException {
    ResolvedRecipeWriter.write(this, writer);
  }

  /**
   * Writes the settings to a file, in UTF-8. The file appears under its name once it is complete.
   *
   * @param file the file, which is replaced if it exists
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    ResolvedRecipeWriter.write(this, file);
  }
}
