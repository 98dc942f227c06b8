package dev.doppel.runtime.recipe;

import dev.doppel.spi.option.NearestName;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.OptionProblem;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.option.OptionsException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads settings by declared keys, and remembers: what is wrong, what each key came out as, and
 * which keys were never asked for.
 */
final class SettingsReader {

  private static final String CHOICE = "one of ";

  private final Map<String, RecipeSetting> given;
  private final Set<String> unresolved;
  private final List<RecipeProblem> problems = new ArrayList<>();
  private final Map<String, RecipeSetting> resolved = new LinkedHashMap<>();
  private final KnownKeys known = new KnownKeys();
  private boolean reportsMissing = true;

  SettingsReader(LayerMerge merge) {
    given = merge.settings();
    unresolved = merge.unresolved();
    problems.addAll(merge.problems());
  }

  /** Reads a key; empty if it is not set and has no default, or if its value is wrong. */
  <T> Optional<T> read(RecipeKey<T> key) {
    known.add(key.key());
    RecipeSetting setting = given.get(key.key());
    if (setting == null) {
      key.option().defaultText().ifPresent(text -> record(key.key(), text, RecipeSetting.DEFAULT));
      return key.option().defaultValue();
    }
    if (unresolved.contains(key.key())) {
      return Optional.empty();
    }
    try {
      T value = key.option().parse(setting.value());
      resolved.put(key.key(), setting);
      return Optional.of(value);
    } catch (IllegalArgumentException e) {
      problem(key.key(), mustBe(key.option(), setting.value()));
      return Optional.empty();
    }
  }

  /** Reads a key that must be set; {@code otherwise} is what could be set in its place. */
  <T> Optional<T> require(RecipeKey<T> key, String otherwise) {
    Optional<T> value = read(key);
    if (value.isEmpty() && !given.containsKey(key.key())) {
      missing(key.key(), "must be set to " + key.option().allowed() + otherwise);
    }
    return value;
  }

  /**
   * Reads the options of what is selected.
   *
   * @param prefix the selector's key
   * @param owner what is selected, such as {@code loss 'byol'}
   * @param declared its options
   */
  Optional<Options> options(String prefix, String owner, List<Option<?>> declared) {
    Map<String, String> texts = new LinkedHashMap<>();
    boolean complete = true;
    for (Option<?> option : declared) {
      String key = prefix + "." + option.name();
      known.add(key);
      RecipeSetting setting = given.get(key);
      if (setting != null && unresolved.contains(key)) {
        complete = false;
      } else if (setting != null) {
        texts.put(option.name(), setting.value());
        resolved.put(key, setting);
      } else {
        option.defaultText().ifPresent(text -> record(key, text, RecipeSetting.DEFAULT));
      }
    }
    known.own(prefix, owner);
    try {
      Options options = Options.parse(declared, texts);
      return complete ? Optional.of(options) : Optional.empty();
    } catch (OptionsException e) {
      e.problems().forEach(problem -> report(prefix, declared, problem));
      return Optional.empty();
    }
  }

  private void report(String prefix, List<Option<?>> declared, OptionProblem problem) {
    String key = prefix + "." + problem.name();
    if (!given.containsKey(key)) {
      missing(key, problem.problem());
      return;
    }
    declared.stream()
        .filter(option -> option.name().equals(problem.name()) && !unresolved.contains(key))
        .forEach(option -> problem(key, mustBe(option, problem.value())));
  }

  private static String mustBe(Option<?> option, String value) {
    String allowed = option.allowed();
    String nearest =
        allowed.startsWith(CHOICE)
            ? didYouMean(value, List.of(allowed.substring(CHOICE.length()).split(", ")))
            : "";
    return "must be " + allowed + nearest;
  }

  /** A suggestion that follows a problem; empty if there is none. */
  static String didYouMean(String value, Collection<String> words) {
    return NearestName.of(value, words).map(near -> "; did you mean '" + near + "'?").orElse("");
  }

  /** The setting of a key, if it was given. */
  Optional<RecipeSetting> given(String key) {
    return Optional.ofNullable(given.get(key));
  }

  /** Declares a key that is not read, since it is not set and has no default. */
  void know(RecipeKey<?> key) {
    known.add(key.key());
  }

  /** Whether a key was given. */
  boolean isGiven(RecipeKey<?> key) {
    return given.containsKey(key.key());
  }

  /** Notes what a key comes out as. */
  void record(String key, String value, String origin) {
    resolved.put(key, new RecipeSetting(value, origin));
  }

  /** Reports a problem with a key, whether it was given or came out by default. */
  void problem(String key, String problem) {
    problem(key, problem, List.of());
  }

  /** Reports a problem with a key, whether it was given or came out by default. */
  void problem(String key, String problem, List<String> details) {
    RecipeSetting setting = given.getOrDefault(key, resolved.get(key));
    problems.add(
        setting == null
            ? new RecipeProblem(key, Optional.empty(), "", problem, details)
            : RecipeProblem.with(key, setting, problem, details));
  }

  /** Reports that a key is not set. */
  void missing(String key, String problem) {
    if (reportsMissing) {
      problems.add(RecipeProblem.without(key, problem));
    }
  }

  /** Without the preset nobody can say what else is missing, or what is selected. */
  void ignoreMissing() {
    reportsMissing = false;
    LayerMerge.SELECTORS.stream().filter(key -> !given.containsKey(key)).forEach(known::skip);
    if (!isGiven(RecipeKeys.GUARDS)) {
      known.skip(RecipeKeys.GUARD);
    }
  }

  /** Declares that nobody can say which keys there are under a selector. */
  void skip(String prefix) {
    known.skip(prefix);
  }

  /** Declares what keys there are under a prefix, beside options that were read. */
  void own(String prefix, String owner) {
    known.own(prefix, owner);
  }

  /** Reports all keys that were given and never asked for. */
  void reportUnknown() {
    Set<List<String>> told = new HashSet<>();
    given.forEach(
        (key, setting) ->
            known
                .problem(key)
                .ifPresent(
                    problem -> {
                      List<String> details = known.details(key);
                      boolean first = told.add(details);
                      problems.add(
                          RecipeProblem.with(key, setting, problem, first ? details : List.of()));
                    }));
  }

  List<RecipeProblem> problems() {
    return problems;
  }

  /** What each key came out as, in the order of reading. */
  Map<String, RecipeSetting> resolved() {
    return resolved;
  }
}
