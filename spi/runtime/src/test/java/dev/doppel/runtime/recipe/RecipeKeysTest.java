package dev.doppel.runtime.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RecipeKeysTest {

  @Test
  void all_isDescribedAndUnique() {
    List<RecipeKey<?>> keys = RecipeKeys.all();

    assertThat(keys).extracting(RecipeKey::key).doesNotHaveDuplicates();
    assertThat(keys)
        .allSatisfy(key -> assertThat(key.option().description()).as(key.key()).isNotEmpty());
  }

  /** Each key is known to the resolver: with a value that it allows, it is no problem. */
  @Test
  void all_isReadByTheResolver() {
    Map<String, String> values =
        Map.ofEntries(
            Map.entry("recipe", "byol"),
            Map.entry("backend", "djl"),
            Map.entry("data", "shapes"),
            Map.entry("image-size", "32"),
            Map.entry("steps", "8"),
            Map.entry("epochs", "1"),
            Map.entry("loss", "byol"),
            Map.entry("target-update", "none"),
            Map.entry("backbone", "resnet18"),
            Map.entry("views", "byol"),
            Map.entry("optimizer.learning-rate", "0.1"),
            Map.entry("optimizer.base-learning-rate", "0.1"),
            Map.entry("optimizer.final-weight-decay", "0.4"),
            Map.entry("optimizer.warmup-steps", "1"),
            Map.entry("optimizer.warmup-epochs", "1"),
            Map.entry("plugin.path", "none"),
            Map.entry("plugin.sha256", "none"),
            Map.entry("plugin.exclude", "none"));
    for (RecipeKey<?> key : RecipeKeys.all()) {
      Map<String, String> settings = new HashMap<>();
      settings.put(key.key(), key.option().defaultText().orElseGet(() -> values.get(key.key())));
      if (key.key().equals("optimizer")) {
        // Another rule drops the learning rate below.
        settings.put("optimizer.learning-rate", "1");
      }
      Recipe recipe =
          Recipe.empty()
              .withSettings(below(key.option().name()), "below")
              .withSettings(settings, "a test");

      String expected = key.key().equals("recipe") ? "byol-small-image" : settings.get(key.key());
      assertThat(Resolving.resolve(recipe).settings()).containsEntry(key.key(), expected);
    }
  }

  /** A recipe whose optimiser has an option of a name. */
  private static Map<String, String> below(String option) {
    String optimizer = List.of("beta1", "beta2", "epsilon").contains(option) ? "adamw" : "lars";
    return Map.of(
        "recipe", "byol-small-image",
        "optimizer", optimizer,
        "optimizer.learning-rate", "0.2");
  }
}
