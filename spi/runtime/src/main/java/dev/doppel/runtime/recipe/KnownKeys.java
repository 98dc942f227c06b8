package dev.doppel.runtime.recipe;

import dev.doppel.spi.option.NearestName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The keys that a recipe may have, given what it selects. */
final class KnownKeys {

  private final Set<String> keys = new TreeSet<>();
  private final Set<String> skipped = new TreeSet<>();
  private final Map<String, String> owners = new TreeMap<>();

  KnownKeys() {
    RecipeKeys.all().stream()
        .filter(key -> !key.key().startsWith(OptimizerKeys.PREFIX + "."))
        .forEach(key -> keys.add(key.key()));
  }

  void add(String key) {
    keys.add(key);
  }

  /** Leaves all keys under a prefix unjudged. */
  void skip(String prefix) {
    skipped.add(prefix);
  }

  /** Says whom the keys under a prefix belong to, in words such as {@code loss 'byol'}. */
  void own(String prefix, String owner) {
    owners.put(prefix, owner);
  }

  /** What is wrong with a key, in words that follow it; empty if it is known or unjudged. */
  Optional<String> problem(String key) {
    if (keys.contains(key) || skipped.stream().anyMatch(prefix -> isUnder(key, prefix))) {
      return Optional.empty();
    }
    return Optional.of(
        what(key) + suggestion(key).map(near -> "; did you mean '" + near + "'?").orElse(""));
  }

  private String what(String key) {
    String other =
        key.startsWith(RecipeKeys.GUARD_PREFIX)
            ? "is for a guard that is not among guards"
            : "is not a key of recipes";
    return owner(key).map(prefix -> "is not an option of " + owners.get(prefix)).orElse(other);
  }

  /** What there is instead of an unknown option. */
  List<String> details(String key) {
    return owner(key)
        .map(prefix -> List.of("options of " + owners.get(prefix) + ": " + options(prefix)))
        .orElse(List.of());
  }

  private String options(String prefix) {
    List<String> options = keys.stream().filter(key -> isUnder(key, prefix)).toList();
    return options.isEmpty() ? "none" : String.join(", ", options);
  }

  /** The nearest key, or one with the same last part: {@code momentum} is somewhere. */
  private Optional<String> suggestion(String key) {
    Optional<String> owner = owner(key);
    Optional<String> near =
        owner.isPresent() ? nearestUnder(owner.get(), key) : NearestName.of(key, keys);
    return near.or(() -> sameLastPart(key));
  }

  /** Compares what follows the prefix alone; a long prefix would make all keys under it similar. */
  private Optional<String> nearestUnder(String prefix, String key) {
    int start = prefix.length() + 1;
    List<String> names =
        keys.stream()
            .filter(known -> isUnder(known, prefix))
            .map(known -> known.substring(start))
            .toList();
    return NearestName.of(key.substring(start), names).map(near -> prefix + "." + near);
  }

  private Optional<String> sameLastPart(String key) {
    String last = key.substring(key.lastIndexOf('.') + 1);
    List<String> found = new ArrayList<>(keys);
    found.removeIf(known -> !known.endsWith("." + last));
    return found.stream().min(Comparator.naturalOrder());
  }

  private Optional<String> owner(String key) {
    return owners.keySet().stream()
        .filter(prefix -> isUnder(key, prefix))
        .max(Comparator.comparingInt(String::length));
  }

  private static boolean isUnder(String key, String prefix) {
    return key.startsWith(prefix + ".");
  }
}
