package dev.doppel.targetupdates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.spi.option.Options;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.target.ParameterRole;
import dev.doppel.spi.target.TargetInitialisation;
import dev.doppel.spi.target.TargetSource;
import dev.doppel.spi.target.TargetUpdate;
import dev.doppel.spi.target.UpdatePhase;
import dev.doppel.testkit.ArrayEngine;
import dev.doppel.testkit.ArrayTargetParameters;
import dev.doppel.testkit.DoubleArray;
import dev.doppel.testkit.TargetUpdateContract;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class EmaTargetUpdateTest {

  private static final int STEPS = 100;

  @Nested
  final class Cosine extends TargetUpdateContract {

    @Override
    protected TargetUpdate targetUpdate() {
      return create(Map.of("momentum", "0.9"));
    }

    @Override
    protected double expectedKeep(long step, long steps) {
      return 1 - (1 - 0.9) * (Math.cos(Math.PI * step / steps) + 1) / 2;
    }
  }

  @Nested
  final class Linear extends TargetUpdateContract {

    @Override
    protected TargetUpdate targetUpdate() {
      return create(Map.of("momentum", "0.5", "final-momentum", "0.75", "schedule", "linear"));
    }

    @Override
    protected double expectedKeep(long step, long steps) {
      return 0.5 + 0.25 * step / steps;
    }
  }

  @Nested
  final class Copying extends TargetUpdateContract {

    @Override
    protected TargetUpdate targetUpdate() {
      return create(Map.of("momentum", "0", "schedule", "constant"));
    }

    @Override
    protected double expectedKeep(long step, long steps) {
      return 0;
    }
  }

  @Nested
  final class Standing extends TargetUpdateContract {

    @Override
    protected TargetUpdate targetUpdate() {
      return create(Map.of("momentum", "1"));
    }

    @Override
    protected double expectedKeep(long step, long steps) {
      return 1;
    }
  }

  @Nested
  final class AveragedStatistics extends TargetUpdateContract {

    @Override
    protected TargetUpdate targetUpdate() {
      return create(
          Map.of("momentum", "0.8", "schedule", "constant", "running-statistics", "average"));
    }

    @Override
    protected double expectedKeep(long step, long steps) {
      return 0.8;
    }

    @Override
    protected double expectedKeepOfRunningStatistics(long step, long steps) {
      return 0.8;
    }
  }

  @Nested
  final class CopiedStatistics extends TargetUpdateContract {

    @Override
    protected TargetUpdate targetUpdate() {
      return create(Map.of("momentum", "1", "running-statistics", "copy"));
    }

    @Override
    protected double expectedKeep(long step, long steps) {
      return 1;
    }

    @Override
    protected double expectedKeepOfRunningStatistics(long step, long steps) {
      return 0;
    }
  }

  @Test
  void schedules_defaults_areByols() {
    TargetUpdate update = create(Map.of());
    for (int step = 0; step <= STEPS; step++) {
      double expected = 1 - (1 - 0.996) * (Math.cos(Math.PI * step / STEPS) + 1) / 2;
      // One cosine and a few products apart.
      assertThat(Step.of(step, STEPS).resolve(update).value("momentum"))
          .as("momentum at step %d", step)
          .isCloseTo(expected, within(1e-15));
    }
  }

  @Test
  void momentum_endAtLastStep_dividesByOneStepLess() {
    for (String schedule : new String[] {"cosine", "linear"}) {
      TargetUpdate official = create(Map.of("schedule", schedule));
      TargetUpdate earlier = create(Map.of("schedule", schedule, "end", "at-last-step"));
      assertThat(Step.of(STEPS - 1, STEPS).resolve(earlier).value("momentum")).isEqualTo(1);
      assertThat(Step.of(STEPS, STEPS).resolve(earlier).value("momentum")).isEqualTo(1);
      for (int step = 0; step < STEPS - 1; step++) {
        assertThat(Step.of(step, STEPS).resolve(earlier).value("momentum"))
            .as("%s at step %d of %d", schedule, step, STEPS)
            .isEqualTo(Step.of(step, STEPS - 1).resolve(official).value("momentum"));
      }
    }
  }

  @Test
  void apply_momentumOne_keepsEvenTheSignOfZero() {
    ArrayEngine engine = new ArrayEngine();
    ArrayTargetParameters parameters = new ArrayTargetParameters(engine);
    parameters.add(
        "weight",
        ParameterRole.WEIGHT,
        DoubleArray.ofRows(new double[] {1, Double.NaN}),
        DoubleArray.ofRows(new double[] {-0.0, 2}));
    TargetUpdate update = create(Map.of("momentum", "1"));

    update.apply(parameters, State.empty(), Step.of(0, STEPS).resolve(update));

    double[] target = parameters.target("weight").toArray();
    assertThat(Double.doubleToRawLongBits(target[0])).isEqualTo(Double.doubleToRawLongBits(-0.0));
    assertThat(target[1]).isEqualTo(2);
  }

  @Test
  void declarations_followOptions() {
    TargetUpdate standard = create(Map.of());
    assertThat(standard.source()).isEqualTo(TargetSource.OWN_NETWORK);
    assertThat(standard.phase()).isEqualTo(UpdatePhase.AFTER_OPTIMIZER_STEP);
    assertThat(standard.initialisation()).isEqualTo(TargetInitialisation.COPY_OF_ONLINE);

    TargetUpdate other = create(Map.of("phase", "before-target", "initialisation", "independent"));
    assertThat(other.phase()).isEqualTo(UpdatePhase.BEFORE_TARGET_FORWARD);
    assertThat(other.initialisation()).isEqualTo(TargetInitialisation.INDEPENDENT);
  }

  private static TargetUpdate create(Map<String, String> texts) {
    EmaTargetUpdateFactory factory = new EmaTargetUpdateFactory();
    return factory.create(Options.parse(factory.options(), texts));
  }
}
