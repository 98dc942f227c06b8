package dev.doppel.runtime.recipe;

import static dev.doppel.runtime.recipe.Resolving.byol;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.runtime.boundary.BoundaryChecks;
import dev.doppel.runtime.boundary.PartOrigin;
import dev.doppel.runtime.plugin.PluginException;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.step.Method;
import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.spi.SpiVersion;
import dev.doppel.spi.guard.Assessment;
import dev.doppel.spi.guard.CollapseGuard;
import dev.doppel.spi.guard.CollapseGuardFactory;
import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.guard.Observation;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.step.State;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The parts of a method know where they come from, and are asked at once what they declare. */
final class MethodPartsTest {

  @Test
  void resolve_parts_knowWhereTheyComeFrom() {
    Method method = Resolving.resolve(byol("target-shaping=centring")).plan().method();

    assertThat(method.boundary().loss().toString())
        .startsWith("loss 'byol' of plugin test 1.0 (")
        .endsWith(")");
    assertThat(method.boundary().targetUpdate().part()).isEqualTo("target update 'ema'");
    assertThat(method.boundary().targetShaper().map(PartOrigin::part)).contains("guard 'centring'");
    assertThat(method.gradientGuards())
        .extracting(guard -> guard.origin().part())
        .containsExactly("guard 'non-finite'");
    assertThat(method.monitors())
        .extracting(guard -> guard.origin().plugin().orElseThrow().label())
        .containsExactly("test 1.0");
  }

  @Test
  void resolve_checks_areTheMethods() {
    assertThat(checks(byol())).isEqualTo(BoundaryChecks.FULL);
    assertThat(checks(byol("plugin.checks=shapes"))).isEqualTo(BoundaryChecks.SHAPES);
    assertThat(checks(byol("plugin.checks=none"))).isEqualTo(BoundaryChecks.NONE);
    Resolving.expectProblem(
        byol("plugin.checks=ful"),
        "plugin.checks = ful  must be one of full, shapes, none; did you mean 'full'? (command"
            + " line)");
  }

  private static BoundaryChecks checks(Recipe recipe) {
    return Resolving.resolve(recipe).plan().method().boundary().checks();
  }

  @Test
  void of_otherChecks_isTheSameRun() {
    assertThat(RunIdentity.of(Resolving.resolve(byol("plugin.checks=none"))))
        .isEqualTo(RunIdentity.of(Resolving.resolve(byol())));
  }

  @Test
  void resolve_monitorThatNeverLooks_isRefusedBeforeTheFirstStep() {
    // Also without checks, which are about what happens in steps.
    for (String checks : List.of("full", "none")) {
      assertThatThrownBy(
              () ->
                  RecipeResolver.resolve(
                      byol("guards=idle", "plugin.checks=" + checks),
                      PluginRegistry.of(new TestPlugin(), new IdlePlugin()),
                      Resolving.BACKENDS,
                      Resolving.DATA))
          .isInstanceOf(PluginException.class)
          .hasMessageMatching(
              "guard 'idle' of plugin idle-plugin 2\\.1 \\(.+\\) returned 0 steps from interval,"
                  + " which must be at least 1");
    }
  }

  /** Brings a monitor with an interval of nothing. */
  private static final class IdlePlugin implements SelfSupervisedPlugin {

    @Override
    public int spiVersion() {
      return SpiVersion.CURRENT;
    }

    @Override
    public String name() {
      return "idle-plugin";
    }

    @Override
    public String version() {
      return "2.1";
    }

    @Override
    public List<CollapseGuardFactory> collapseGuards() {
      return List.of(new IdlePart());
    }
  }

  private static final class IdlePart implements CollapseGuardFactory {

    @Override
    public String name() {
      return "idle";
    }

    @Override
    public String description() {
      return "a monitor that never looks";
    }

    @Override
    public Class<? extends CollapseGuard> kind() {
      return CollapseMonitor.class;
    }

    @Override
    public CollapseGuard create(Options options) {
      return new IdleMonitor();
    }
  }

  private static final class IdleMonitor implements CollapseMonitor {

    @Override
    public int interval() {
      return 0;
    }

    @Override
    public Assessment assess(Observation observation, State state) {
      return new Assessment(Verdict.healthy(Map.of()), state);
    }
  }
}
