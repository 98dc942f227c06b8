package dev.doppel.runtime.recipe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One file while it is read: its settings, the files it includes and what is wrong with it.
 *
 * <p>A key that is given twice is a problem: Commons Configuration would make a list of both values
 * and then use the first without a word.
 */
final class RecipeFile {

  private static final String INCLUDE = "include";

  private final String source;
  private final Map<String, RecipeSetting> settings = new LinkedHashMap<>();
  private final List<RecipeProblem> problems = new ArrayList<>();
  private final List<String> includes = new ArrayList<>();

  RecipeFile(String source) {
    this.source = source;
  }

  void add(String key, String value, int line) {
    RecipeSetting setting = new RecipeSetting(value, source + ":" + line);
    RecipeSetting first = settings.putIfAbsent(key, setting);
    if (first != null) {
      problem(
          key,
          setting,
          "is repeated, it was set to '%s' before (%s)".formatted(first.value(), first.origin()));
    } else if (key.equals(INCLUDE)) {
      includes.addAll(CommaList.of(value));
    }
  }

  void problem(String key, String value, int line, String problem) {
    problem(key, new RecipeSetting(value, source + ":" + line), problem);
  }

  private void problem(String key, RecipeSetting setting, String problem) {
    problems.add(RecipeProblem.with(key, setting, problem));
  }

  RecipeLayer layer() {
    Map<String, RecipeSetting> withoutIncludes = new LinkedHashMap<>(settings);
    withoutIncludes.remove(INCLUDE);
    return new RecipeLayer(source, withoutIncludes);
  }

  /** The included files, as written, in order. */
  List<String> includes() {
    return includes;
  }

  /** Where the files are included. */
  RecipeSetting includeSetting() {
    return settings.get(INCLUDE);
  }

  List<RecipeProblem> problems() {
    return problems;
  }
}
