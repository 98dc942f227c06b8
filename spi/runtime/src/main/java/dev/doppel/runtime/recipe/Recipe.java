package dev.doppel.runtime.recipe;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a user wrote: layers of settings, later ones over earlier ones. Immutable.
 *
 * <pre>{@code
 * Recipe recipe =
 *     Recipe.empty()
 *         .withFile(Path.of("train.properties"))
 *         .withOverrides(List.of("steps=800", "loss=simsiam"));
 * }</pre>
 *
 * <p>What it means, and whether it means anything, {@link RecipeResolver} says. Problems that are
 * seen while reading, such as repeated keys, are kept for it, so that one error names all.
 */
public final class Recipe {

  private static final Recipe EMPTY = new Recipe(List.of(), List.of(), List.of());

  private final List<RecipeLayer> layers;
  private final List<String> sources;
  private final List<RecipeProblem> problems;

  private Recipe(List<RecipeLayer> layers, List<String> sources, List<RecipeProblem> problems) {
    this.layers = List.copyOf(layers);
    this.sources = List.copyOf(sources);
    this.problems = List.copyOf(problems);
  }

  /**
   * A recipe without settings, to start from.
   *
   * @return the recipe
   */
  public static Recipe empty() {
    return EMPTY;
  }

  /**
   * This recipe with a file on top.
   *
   * @param file a file whose name ends in {@code .properties}, {@code .yaml} or {@code .yml}, in
   *     UTF-8; its key {@code include} names files that lie underneath it, relative to it
   * @return a new recipe
   * @throws RecipeException if the file, or one that it includes, cannot be read at all
   */
  public Recipe withFile(Path file) {
    RecipeFiles files = RecipeFiles.read(file);
    return with(files.layers(), file.toString(), files.problems());
  }

  /**
   * This recipe with settings of the command line on top.
   *
   * @param assignments settings such as {@code steps=800}
   * @return a new recipe
   */
  public Recipe withOverrides(List<String> assignments) {
    if (assignments.isEmpty()) {
      return this;
    }
    Map<String, RecipeSetting> settings = new LinkedHashMap<>();
    List<RecipeProblem> found = new ArrayList<>();
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      if (equals < 1) {
        found.add(
            new RecipeProblem(
                assignment,
                Optional.empty(),
                RecipeLayer.COMMAND_LINE,
                "must be a key and a value, such as steps=800",
                List.of()));
        continue;
      }
      String key = assignment.substring(0, equals).strip();
      RecipeSetting setting =
          new RecipeSetting(assignment.substring(equals + 1), RecipeLayer.COMMAND_LINE);
      RecipeSetting first = settings.putIfAbsent(key, setting);
      if (first != null) {
        found.add(
            RecipeProblem.with(
                key, setting, "is repeated, it was set to '%s' before".formatted(first.value())));
      }
    }
    return with(
        List.of(new RecipeLayer(RecipeLayer.COMMAND_LINE, settings)),
        RecipeLayer.COMMAND_LINE,
        found);
  }

  /**
   * This recipe with settings of a program on top.
   *
   * @param settings the values by key
   * @param source what the settings are, for messages, such as {@code my program}
   * @return a new recipe
   */
  public Recipe withSettings(Map<String, String> settings, String source) {
    return with(List.of(RecipeLayer.of(source, settings)), source, List.of());
  }

  /**
   * The value of a key, before presets and defaults.
   *
   * @param key the key
   * @return the value, with {@code ${...}} replaced; empty if the key is not set, or refers to
   *     something unknown
   */
  public Optional<String> value(String key) {
    LayerMerge merge = new LayerMerge(layers);
    return merge.unresolved().contains(key)
        ? Optional.empty()
        : Optional.ofNullable(merge.settings().get(key)).map(RecipeSetting::value);
  }

  /**
   * What the settings come from: files as they were named, and words such as {@code command line}.
   *
   * @return the sources, the lowest first; without included files
   */
  public List<String> sources() {
    return sources;
  }

  /** The layers, the lowest first. */
  List<RecipeLayer> layers() {
    return layers;
  }

  /** What was seen to be wrong while reading. */
  List<RecipeProblem> problems() {
    return problems;
  }

  private Recipe with(List<RecipeLayer> upper, String source, List<RecipeProblem> found) {
    return new Recipe(plus(layers, upper), plus(sources, List.of(source)), plus(problems, found));
  }

  private static <T> List<T> plus(List<T> list, List<T> more) {
    List<T> all = new ArrayList<>(list);
    all.addAll(more);
    return all;
  }
}
