package dev.doppel.runtime.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.runtime.network.BackboneKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said about sizes of views and networks that do not go together, word for word. */
final class RecipeSizeProblemsTest {

  private static ResolvedRecipe resolve(String... assignments) {
    List<String> all = new ArrayList<>(List.of("recipe=byol"));
    all.addAll(List.of(assignments));
    if (all.stream().noneMatch(assignment -> assignment.startsWith("backbone="))) {
      all.add(1, "backbone=vit-tiny");
    }
    Recipe recipe = Recipe.empty().withOverrides(all);
    return RecipeResolver.resolve(
        recipe,
        Resolving.REGISTRY,
        List.of(new TestBackend("djl", BackboneKind.options())),
        Resolving.DATA);
  }

  private static void expectProblems(String message, String... assignments) {
    assertThatThrownBy(() -> resolve(assignments))
        .isInstanceOf(RecipeException.class)
        .hasMessage(message);
  }

  @Test
  void resolve_defaultPatches_doNotFitSmallImages() {
    expectProblems(
        """
        1 problem in recipe (command line):
          backbone.patch-size = 16  must divide the height and width of each view, but 16 does not \
        divide 28 (default)""");
  }

  @Test
  void resolve_localViews_mustBeDividedToo() {
    expectProblems(
        """
        1 problem in recipe (command line):
          backbone.patch-size = 4  must divide the height and width of each view, but 4 does not \
        divide 14 (command line)""",
        "backbone.patch-size=4",
        "views.crops=2");
    assertThat(resolve("backbone.patch-size=7", "views.crops=2").plan().backbone())
        .isEqualTo("vit-tiny");
  }

  @Test
  void resolve_networksOfOneSize_refuseViewsOfSeveral() {
    expectProblems(
        """
        1 problem in recipe (command line):
          backbone = mlp  takes views of one size only, but they have sizes 28, 14; choose another \
        backbone or views (command line)""",
        "backbone=mlp",
        "views.crops=2");
    expectProblems(
        """
        1 problem in recipe (command line):
          backbone.pooling = none  must be average where views have several sizes, here 28, 14, or \
        embeddings would differ in width (default)""",
        "backbone=small-cnn",
        "views.crops=2");
  }

  @Test
  void resolve_viewsThatNothingLooksAt_mayHaveAnySize() {
    // Not symmetric, the first view predicts the second, and the third, a smaller one, is not used.
    assertThat(resolve("backbone=mlp", "views.crops=2", "symmetric=false").plan().backbone())
        .isEqualTo("mlp");
  }

  @Test
  void resolve_headsAndWidth_areNamedWithEverythingElse() {
    expectProblems(
        """
        4 problems in recipe (command line):
          seed = 1.5               must be a whole number (command line)
          backbone.patch-size = 5  must divide the height and width of each view, but 5 does not \
        divide 28 (command line)
          backbone.heads = 4       must divide the width of a token, but 4 does not divide 30 \
        (command line)
          backbone.width = 30      must be a multiple of 4, but is 30 (command line)""",
        "seed=1.5",
        "backbone.patch-size=5",
        "backbone.heads=4",
        "backbone.width=30");
  }

  @Test
  void resolve_transformer_hasNoBatchNorm() {
    assertThat(
            resolve(
                    "backbone.patch-size=7",
                    "batch-size=1",
                    "projector=linear(8)",
                    "predictor=linear(8)")
                .plan()
                .batchSize())
        .isEqualTo(1);
  }
}
