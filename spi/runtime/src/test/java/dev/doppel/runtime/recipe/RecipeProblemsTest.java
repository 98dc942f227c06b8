package dev.doppel.runtime.recipe;

import static dev.doppel.runtime.recipe.Resolving.byol;
import static dev.doppel.runtime.recipe.Resolving.expectProblem;
import static dev.doppel.runtime.recipe.Resolving.expectProblems;
import static dev.doppel.runtime.recipe.Resolving.resolve;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.runtime.plugin.PluginException;
import dev.doppel.runtime.plugin.PluginRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said about bad recipes, word for word. */
final class RecipeProblemsTest {

  private static final String SHADING =
      "    if the jar should be here, check that META-INF/services/dev.doppel.spi.SelfSupervisedPlugin"
          + " survived shading (ServicesResourceTransformer)";

  @TempDir Path folder;

  @Test
  void resolve_unknownMethod() {
    expectProblem(
        Recipe.empty().withOverrides(List.of("recipe=byoll", "target-update.momentum=0.9")),
        """
        recipe = byoll  no recipe named 'byoll'; did you mean 'byol'? (command line)
            available recipes: byol-imagenet 1.0, byol-small-image 1.0
        """
            + SHADING);
  }

  @Test
  void resolve_unknownLoss() {
    expectProblem(
        byol("loss=byoll", "loss.temperature=3"),
        """
        loss = byoll  no loss named 'byoll'; did you mean 'byol'? (command line)
            available losses: byol 1.0, failing 1.0, moco 1.0
        """
            + SHADING);
  }

  @Test
  void resolve_nameOfAnotherKind() {
    expectProblem(
        byol("loss=ema"),
        """
        loss = ema  no loss named 'ema' (command line)
            available losses: byol 1.0, failing 1.0, moco 1.0
            'ema' is the name of a target update of plugin test 1.0: choose it with \
        target-update=NAME
        """
            + SHADING);
  }

  @Test
  void resolve_unknownKey() {
    expectProblem(
        byol("step=8"), "step = 8  is not a key of recipes; did you mean 'steps'? (command line)");
    expectProblem(
        byol("learning-rate=8"),
        "learning-rate = 8  is not a key of recipes; did you mean 'optimizer.learning-rate'?"
            + " (command line)");
    expectProblem(byol("wallpaper=100"), "wallpaper = 100  is not a key of recipes (command line)");
  }

  @Test
  void resolve_unknownOptions_listsThoseThereAreOnce() {
    expectProblems(
        byol("target-update.momentm=0.9", "target-update.zzz=1", "optimizer.beta1=0.9"),
        """
        3 problems in recipe (command line):
          target-update.momentm = 0.9  is not an option of target update 'ema'; did you mean \
        'target-update.momentum'? (command line)
            options of target update 'ema': target-update.momentum, target-update.schedule
          target-update.zzz = 1        is not an option of target update 'ema' (command line)
          optimizer.beta1 = 0.9        is not an option of optimizer 'lars' (command line)
            options of optimizer 'lars': optimizer.base-learning-rate, \
        optimizer.final-learning-rate, optimizer.final-weight-decay, optimizer.learning-rate, \
        optimizer.momentum, \
        optimizer.predictor-learning-rate-factor, optimizer.predictor-schedule, \
        optimizer.schedule, optimizer.trust-coefficient, optimizer.trust-ratio, \
        optimizer.warmup-epochs, optimizer.warmup-steps, optimizer.weight-decay, \
        optimizer.weight-decay-exclusions""");
  }

  @Test
  void resolve_optionOfAGuardThatIsNotThere() {
    expectProblem(
        byol("guards=non-finite", "guard.feature-std.threshold=0.5"),
        "guard.feature-std.threshold = 0.5  is for a guard that is not among guards (command line)");
  }

  @Test
  void resolve_unresolvedVariables() {
    expectProblems(
        byol(
            "data=${env:DOPPEL_NOT_SET}/images",
            "seed=${sys:doppel.not.set}",
            "threads=${nothing}",
            "steps=${batch-size}",
            "batch-size=${steps}",
            "loss=${const:java.lang.Byte.MAX_VALUE}"),
        """
        6 problems in recipe (command line):
          data = ${env:DOPPEL_NOT_SET}/images       refers to ${env:DOPPEL_NOT_SET}, an \
        environment variable that is not set (command line)
          seed = ${sys:doppel.not.set}              refers to ${sys:doppel.not.set}, a system \
        property that is not set (command line)
          threads = ${nothing}                      refers to ${nothing}, a key that is not set \
        (command line)
          steps = ${batch-size}                     refers to ${batch-size}, a key that cannot be \
        resolved itself (command line)
          batch-size = ${steps}                     refers to ${steps}, a key that cannot be \
        resolved itself (command line)
          loss = ${const:java.lang.Byte.MAX_VALUE}  refers to ${const:java.lang.Byte.MAX_VALUE}, a \
        key that is not set (command line)""");
  }

  @Test
  void resolve_overriddenVariable_doesNotMatter() throws IOException {
    Path file = write("a.properties", "recipe = byol\ndata = ${env:DOPPEL_NOT_SET}\n");

    resolve(Recipe.empty().withFile(file).withOverrides(List.of("data=shapes")));
  }

  @Test
  void resolve_opposites_excludeEachOther() {
    expectProblems(
        byol(
            "steps=8",
            "epochs=2",
            "optimizer.learning-rate=1",
            "optimizer.base-learning-rate=2",
            "optimizer.warmup-epochs=1",
            "optimizer.warmup-steps=9"),
        """
        3 problems in recipe (command line):
          steps = 8                    excludes 'epochs' (command line), set one of them \
        (command line)
          optimizer.learning-rate = 1  excludes 'optimizer.base-learning-rate' (command line), set \
        one of them (command line)
          optimizer.warmup-steps = 9   excludes 'optimizer.warmup-epochs' (command line), set one \
        of them (command line)""");
  }

  @Test
  void resolve_nothing_saysAllThatIsMissing() {
    expectProblems(
        Recipe.empty(),
        """
        6 problems in recipe:
          steps                    must be set to a whole number of at least 1, or epochs instead
          loss                     must be set to the name of a loss, or recipe to one that sets it
          target-update            must be set to the name of a target update, or recipe to one \
        that sets it
          backbone                 must be set to the name of a backbone: resnet18, small-cnn
          views                    must be set to the name of a view policy, or recipe to one that \
        sets it
          optimizer.learning-rate  must be set to a number of at least 0, or \
        optimizer.base-learning-rate instead""");
  }

  @Test
  void resolve_missingOption() {
    expectProblem(byol("loss=moco"), "loss.temperature  must be set to a number greater than 0");
  }

  @Test
  void resolve_backends() {
    List<TestBackend> two = List.of(new TestBackend("djl"), new TestBackend("dl4j"));
    expectBackendProblem(
        byol(), two, "backend  must be set, there are several backends: djl, dl4j");
    expectBackendProblem(
        byol(),
        List.of(),
        "backend  there is no backend on the class path; add doppel-djl or doppel-dl4j");
    expectBackendProblem(
        byol("backend=dlj"),
        two,
        "backend = dlj  no such backend on the class path; did you mean 'djl'?; there is djl, dl4j"
            + " (command line)");
  }

  private static void expectBackendProblem(
      Recipe recipe, List<TestBackend> backends, String problem) {
    assertThatThrownBy(
            () ->
                RecipeResolver.resolve(
                    recipe, Resolving.REGISTRY, List.copyOf(backends), Resolving.DATA))
        .hasMessage("1 problem in recipe (command line):\n  " + problem);
  }

  @Test
  void resolve_unknownBackbone() {
    expectProblem(
        byol("backbone=resnet81", "backbone.width=3"),
        """
        backbone = resnet81  no such backbone; did you mean 'resnet18'? (command line)
            backbones of backend 'djl': resnet18, small-cnn""");
  }

  @Test
  void resolve_imagesOfSeveralSizes() {
    DataFacts mixed = new DataFacts(3, 0, 10_000);
    assertThatThrownBy(
            () -> RecipeResolver.resolve(byol(), Resolving.REGISTRY, Resolving.BACKENDS, mixed))
        .hasMessage(
            """
            1 problem in recipe (command line):
              image-size  must be set, since the images differ in size: recipe 'byol' is either \
            byol-imagenet or byol-small-image""");
    Recipe small = Recipe.empty().withOverrides(List.of("recipe=byol-small-image"));
    assertThatThrownBy(
            () -> RecipeResolver.resolve(small, Resolving.REGISTRY, Resolving.BACKENDS, mixed))
        .hasMessage(
            """
            1 problem in recipe (command line):
              image-size  must be set to a whole number in [8, 4096], since the images differ in \
            size""");
  }

  @Test
  void resolve_guardsAndShapersUnderTheOthersKey() {
    expectProblem(
        byol("guards=centring, non-finite"),
        "guards = centring, non-finite  guard 'centring' shapes targets: choose it with"
            + " target-shaping = centring (command line)");
    expectProblem(
        byol("target-shaping=feature-std"),
        "target-shaping = feature-std  guard 'feature-std' does not shape targets: choose it with"
            + " guards = feature-std (command line)");
    expectProblem(
        byol("guards=non-finite, feature-std, non-finite"),
        "guards = non-finite, feature-std, non-finite  names 'non-finite' more than once"
            + " (command line)");
  }

  @Test
  void resolve_views() {
    expectProblem(
        byol("views.crops=7"),
        "views = byol  view policy 'byol': seven crops are unlucky (preset byol-small-image)");
    expectProblem(
        byol("image-size=8"),
        "views = byol  view policy 'byol': views of 16 pixels or more are needed"
            + " (preset byol-small-image)");
    expectProblem(
        byol("views=broken-views"),
        """
        views = broken-views  no view operation named 'flipp'; did you mean 'flip'? (command line)
            available view operations: flip 1.0
        """
            + SHADING);
    expectProblem(
        byol("views.crops=2", "batch-statistics=joint"),
        "batch-statistics = joint  needs views of one size, but they have sizes 28, 14"
            + " (command line)");
  }

  @Test
  void resolve_finalLearningRateWithoutCosine() {
    expectProblem(
        byol("optimizer.schedule=constant", "optimizer.final-learning-rate=0.1"),
        "optimizer.final-learning-rate = 0.1  must be 0 where optimizer.schedule is 'constant',"
            + " which never gets there (command line)");
  }

  @Test
  void resolve_allProblemsOfAllSources_inOneError() throws IOException {
    Path file =
        write(
            "a.properties",
            """
            recipe = byol
            seed = 1
            seed = 2
            loss = ${env:DOPPEL_NOT_SET}
            backbone.widht = 3
            """);
    expectProblems(
        Recipe.empty().withFile(file).withOverrides(List.of("steps", "device=tpu")),
        """
        5 problems in recipe (%1$s, command line):
          seed = 2                      is repeated, it was set to '1' before (%1$s:2) (%1$s:3)
          steps                         must be a key and a value, such as steps=800 (command line)
          loss = ${env:DOPPEL_NOT_SET}  refers to ${env:DOPPEL_NOT_SET}, an environment variable \
        that is not set (%1$s:4)
          device = tpu                  must be auto, cpu, gpu or gpu:N, where N counts from 0 \
        (command line)
          backbone.widht = 3            is not an option of backbone 'small-cnn'; did you mean \
        'backbone.width'? (%1$s:5)
            options of backbone 'small-cnn': backbone.width"""
            .formatted(file));
  }

  @Test
  void resolve_failingPlugin_isNamed() {
    assertThatThrownBy(() -> resolve(byol("loss=failing")))
        .isExactlyInstanceOf(PluginException.class)
        .hasMessageMatching(
            "loss 'failing' of plugin test 1\\.0 \\(.+\\) failed: java.lang.IllegalStateException:"
                + " no luck");
  }

  @Test
  void resolve_noPlugins() {
    assertThatThrownBy(
            () ->
                RecipeResolver.resolve(
                    byol(), PluginRegistry.of(), Resolving.BACKENDS, Resolving.DATA))
        .hasMessage(
            """
            1 problem in recipe (command line):
              recipe = byol  no recipe named 'byol' (command line)
                available recipes: none
                there is no plugin at all: no file \
            META-INF/services/dev.doppel.spi.SelfSupervisedPlugin was found
            """
                + SHADING);
  }

  @Test
  void check_unknownKey_withoutData() {
    assertThatThrownBy(
            () -> RecipeResolver.check(byol("dta=x"), Resolving.REGISTRY, Resolving.BACKENDS))
        .hasMessage(
            """
            1 problem in recipe (command line):
              dta = x  is not a key of recipes; did you mean 'data'? (command line)""");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
