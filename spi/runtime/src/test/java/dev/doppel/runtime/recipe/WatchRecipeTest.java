package dev.doppel.runtime.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.runtime.boundary.BoundaryChecks;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.step.ConfiguredGuard;
import dev.doppel.runtime.step.GuardAction;
import dev.doppel.runtime.step.RollbackRules;
import dev.doppel.runtime.step.WatchPlan;
import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.spi.SpiVersion;
import dev.doppel.spi.guard.CollapseGuardFactory;
import dev.doppel.spi.guard.CollapseMonitor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WatchRecipeTest {

  @Test
  void resolve_guardWithOptions_isCreatedWithThem() {
    List<ConfiguredGuard<CollapseMonitor>> monitors =
        resolve(
            "guards=feature-std",
            "guard.feature-std.threshold=0.3",
            "guard.feature-std.action=warn");
    assertThat(monitors).hasSize(1);
    ConfiguredGuard<CollapseMonitor> monitor = monitors.get(0);
    assertThat(monitor.name()).isEqualTo("feature-std");
    assertThat(monitor.action()).isEqualTo(GuardAction.WARN);
    assertThat(((TestParts.TestMonitor) monitor.guard()).options().get(TestPlugin.THRESHOLD))
        .isEqualTo(0.3);
  }

  @Test
  void resolve_actionNotSaid_stops() {
    assertThat(resolve("guards=feature-std").get(0).action()).isEqualTo(GuardAction.STOP);
  }

  @Test
  void resolve_noGuards_asksForTheDefaultOnes() {
    // The test's plugin has one of the three, and another kind of guard under the third's name.
    assertThatThrownBy(() -> WatchRecipe.resolve(Recipe.empty(), Resolving.REGISTRY))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("guards = " + WatchRecipe.DEFAULT_GUARDS)
        .hasMessageContaining("effective-rank")
        .hasMessageNotContaining("'feature-std'");
  }

  @Test
  void resolve_gradientGuard_isRefused() {
    expectProblem(
        "guards = feature-std, non-finite  guard 'non-finite' acts on gradients, which a watch does"
            + " not see; name monitors alone (command line)",
        "guards=feature-std, non-finite");
  }

  @Test
  void resolve_noMonitor_isRefused() {
    expectProblem(
        "guards = none  must name a monitor, or nothing is watched (command line)", "guards=none");
  }

  @ParameterizedTest
  @CsvSource({
    "target-entropy, targets",
    "dead-prototypes, targets",
    "target-alias, a target network",
    "target-drift, a target network",
    "loss-plateau, the loss's reference values",
    "loss-floor, the loss's reference values"
  })
  void resolve_guardThatHasNothingToLookAt_isRefusedByName(String guard, String need) {
    Recipe recipe = Recipe.empty().withOverrides(List.of("guards=" + guard));
    PluginRegistry own = PluginRegistry.of(new OneMonitor("guards", guard));

    assertThatThrownBy(() -> WatchRecipe.resolve(recipe, own))
        .isInstanceOf(RecipeException.class)
        .hasMessage(
            "1 problem in recipe (command line):\n  guards = %s  guard '%s' looks at %s, which this"
                + " watch does not have, and would never say anything; of plugin guards it can have"
                + " feature-std, effective-rank, alignment-uniformity and non-finite"
                + " (command line)",
            guard, guard, need);
  }

  @ParameterizedTest
  @ValueSource(strings = {"loss-plateau", "loss-floor"})
  void resolveForKnownLoss_guardOfTheLoss_isCreated(String guard) {
    Recipe recipe = Recipe.empty().withOverrides(List.of("guards=" + guard));
    PluginRegistry own = PluginRegistry.of(new OneMonitor("guards", guard));

    assertThat(WatchRecipe.resolveForKnownLoss(recipe, own).monitors()).hasSize(1);
  }

  @Test
  void resolveForKnownLoss_guardOfTargets_isRefused() {
    Recipe recipe = Recipe.empty().withOverrides(List.of("guards=target-drift"));
    PluginRegistry own = PluginRegistry.of(new OneMonitor("guards", "target-drift"));

    assertThatThrownBy(() -> WatchRecipe.resolveForKnownLoss(recipe, own))
        .hasMessageContaining("guard 'target-drift' looks at a target network")
        .hasMessageContaining("alignment-uniformity, loss-plateau, loss-floor and non-finite");
  }

  /** What it looks at is not known, whatever its name. */
  @Test
  void resolve_guardOfAnotherPlugin_isCreated() {
    Recipe recipe = Recipe.empty().withOverrides(List.of("guards=target-drift"));
    PluginRegistry other = PluginRegistry.of(new OneMonitor("others", "target-drift"));

    assertThat(WatchRecipe.resolve(recipe, other).monitors()).hasSize(1);
  }

  /** A plugin with a monitor of some name. */
  private record OneMonitor(String name, String monitor) implements SelfSupervisedPlugin {

    @Override
    public int spiVersion() {
      return SpiVersion.CURRENT;
    }

    @Override
    public List<CollapseGuardFactory> collapseGuards() {
      return List.of(new TestParts.MonitorPart(monitor, List.of()));
    }
  }

  @Test
  void resolve_keyOfAnotherRecipe_isRefused() {
    expectProblem(
        "batch-size = 64  means nothing to a watch, which reads guards, guard.NAME.*, rollback.*"
            + " and plugin.* alone (command line)",
        "guards=feature-std",
        "batch-size=64");
  }

  /** They were read when the plugins were looked for. */
  @Test
  void resolve_keysOfPlugins_pass() {
    assertThat(resolve("guards=feature-std", "plugin.exclude=old.jar")).hasSize(1);
  }

  @Test
  void resolve_unknownKeyAndWrongOption_areToldTogether() {
    assertThatThrownBy(
            () -> resolve("guards=feature-std", "gards=x", "guard.feature-std.threshold=2"))
        .isInstanceOfSatisfying(
            RecipeException.class,
            e ->
                assertThat(e.problems())
                    .extracting(RecipeProblem::key)
                    .containsExactlyInAnyOrder("gards", "guard.feature-std.threshold"));
  }

  @Test
  void resolve_rollback_hasTheRulesOfTraining() {
    WatchPlan defaults = plan("guards=feature-std");
    assertThat(defaults.asksForRollback()).isFalse();
    assertThat(defaults.rollback()).isEqualTo(new RollbackRules(3, 0.5, 100));

    WatchPlan plan =
        plan(
            "guards=feature-std",
            "guard.feature-std.action=rollback",
            "rollback.most=1",
            "rollback.learning-rate-factor=0.1",
            "rollback.every=7");
    assertThat(plan.asksForRollback()).isTrue();
    assertThat(plan.rollback()).isEqualTo(new RollbackRules(1, 0.1, 7));
  }

  @Test
  void resolve_checks_areThePlans() {
    assertThat(plan("guards=feature-std").checks()).isEqualTo(BoundaryChecks.FULL);
    assertThat(plan("guards=feature-std", "plugin.checks=none").checks())
        .isEqualTo(BoundaryChecks.NONE);
  }

  @Test
  void resolve_rollbackOutOfRange_isRefused() {
    assertThatThrownBy(() -> plan("guards=feature-std", "rollback.every=0"))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("rollback.every = 0");
  }

  private static List<ConfiguredGuard<CollapseMonitor>> resolve(String... assignments) {
    return plan(assignments).monitors();
  }

  private static WatchPlan plan(String... assignments) {
    return WatchRecipe.resolve(
        Recipe.empty().withOverrides(List.of(assignments)), Resolving.REGISTRY);
  }

  private static void expectProblem(String problem, String... assignments) {
    assertThatThrownBy(() -> resolve(assignments))
        .isInstanceOf(RecipeException.class)
        .hasMessage("1 problem in recipe (command line):\n  " + problem);
  }
}
