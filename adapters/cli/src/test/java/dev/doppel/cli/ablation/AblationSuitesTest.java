package dev.doppel.cli.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.cli.failure.UsageException;
import dev.doppel.djl.DjlBackend;
import dev.doppel.dl4j.Dl4jBackend;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.recipe.DataFacts;
import dev.doppel.runtime.recipe.Recipe;
import dev.doppel.runtime.recipe.RecipeException;
import dev.doppel.runtime.recipe.RecipeResolver;
import dev.doppel.runtime.recipe.ResolvedRecipe;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class AblationSuitesTest {

  private static final DataFacts FASHION_MNIST = new DataFacts(1, 28, 60_000);

  static Stream<Arguments> variants() {
    return AblationSuites.all().stream()
        .flatMap(
            suite -> suite.variants().stream().map(variant -> Arguments.of(suite.name(), variant)));
  }

  @ParameterizedTest
  @MethodSource("variants")
  void recipe_eachVariant_isValidAndOnlyWarns(String suite, AblationVariant variant) {
    ResolvedRecipe resolved =
        RecipeResolver.resolve(
            AblationSuites.named(suite).recipe(variant, List.of("backend=djl", "device=cpu")),
            PluginRegistry.discover(),
            List.of(new DjlBackend()),
            FASHION_MNIST);
    assertThat(resolved.settings().entrySet())
        .filteredOn(
            entry ->
                entry
                    .getKey()
                    .matches(
                        "guard\\.(feature-std|effective-rank|target-entropy|non-finite)\\.action"))
        .isNotEmpty()
        .allSatisfy(entry -> assertThat(entry.getValue()).isEqualTo("warn"));
    assertThat(resolved.settings()).containsAllEntriesOf(withoutRecipe(variant.settings()));
  }

  /** A recipe's short name is resolved to that of its preset. */
  private static Map<String, String> withoutRecipe(Map<String, String> settings) {
    Map<String, String> others = new TreeMap<>(settings);
    others.remove("recipe");
    return others;
  }

  @Test
  void all_namesAreUniqueAndTheFullMethodIsFirst() {
    assertThat(AblationSuites.all())
        .extracting(AblationSuite::name)
        .containsExactly("byol", "simsiam", "dino", "moco-v3");
    for (AblationSuite suite : AblationSuites.all()) {
      assertThat(suite.variants()).extracting(AblationVariant::name).doesNotHaveDuplicates();
      assertThat(suite.full().name()).isEqualTo("full");
      assertThat(suite.variants(false, "djl")).startsWith(suite.full()).hasSizeLessThan(9);
      assertThat(suite.variants(true, "djl")).isEqualTo(suite.variants());
      assertThat(suite.variants())
          .contains(suite.variants().stream().map(suite::baseline).toArray(AblationVariant[]::new));
    }
  }

  @ParameterizedTest
  @MethodSource("variants")
  void recipe_onDl4j_isValidWhereTheVariantIsTrainedThere(String name, AblationVariant variant) {
    AblationSuite suite = AblationSuites.named(name);
    Recipe recipe = suite.recipe(variant, List.of("backend=dl4j", "device=cpu"));
    ThrowingCallable resolving =
        () ->
            RecipeResolver.resolve(
                recipe, PluginRegistry.discover(), List.of(new Dl4jBackend()), FASHION_MNIST);
    if (suite.variants(true, "dl4j").contains(variant)) {
      assertThatCode(resolving).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(resolving)
          .isInstanceOf(RecipeException.class)
          .hasMessageContaining("backbone.normalization = group");
    }
  }

  @Test
  void named_unknownSuite_isRefused() {
    assertThatThrownBy(() -> AblationSuites.named("vicreg"))
        .isInstanceOf(UsageException.class)
        .hasMessage("no suite 'vicreg'; there are byol, simsiam, dino or moco-v3");
  }
}
