package dev.doppel.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.schedule.Schedule;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.target.ParameterPair;
import dev.doppel.spi.target.ParameterRole;
import dev.doppel.spi.target.TargetParameters;
import dev.doppel.spi.target.TargetSource;
import dev.doppel.spi.target.TargetUpdate;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The contract passes what is right, and each of its rules fails for an update that breaks it. */
final class TargetUpdateContractTest {

  private static final Set<ParameterRole> TRAINED =
      EnumSet.complementOf(EnumSet.of(ParameterRole.RUNNING_STATISTIC));

  @Test
  void contract_ofRightUpdates_passes() {
    assertThat(ContractRun.failures(EmaContract.class)).isEmpty();
    assertThat(ContractRun.failures(EveryThirdStepContract.class)).isEmpty();
    assertThat(ContractRun.failures(NoneContract.class)).isEmpty();
    assertThat(ContractRun.failures(EverythingContract.class)).isEmpty();
  }

  @Test
  void contract_ofAverageOverRunningStatistics_fails() {
    assertThat(ContractRun.failures(StatisticsContract.class))
        .containsOnlyKeys("apply_equalsDirectComputation", "apply_keepAllOrNothing_isExact");
  }

  @Test
  void contract_ofSwappedShares_fails() {
    assertThat(ContractRun.failures(SwappedContract.class))
        .containsOnlyKeys("apply_equalsDirectComputation");
  }

  @Test
  void contract_ofMomentumAboveOne_fails() {
    assertThat(ContractRun.failures(OvershootingContract.class))
        .containsKey("schedules_stayBetweenZeroAndOne");
  }

  @Test
  void contract_ofUpdateThatCountsInAField_fails() {
    assertThat(ContractRun.failures(CountingContract.class))
        .containsOnlyKeys("fields_areFinal", "apply_resumed_equalsUninterrupted");
  }

  @Test
  void contract_ofSharedWeightsThatMove_fails() {
    assertThat(ContractRun.failures(MovingNoneContract.class))
        .containsKey("apply_keepAllOrNothing_isExact");
  }

  @Test
  void contract_ofCopyThatRounds_fails() {
    assertThat(ContractRun.failures(RoundingCopyContract.class))
        .containsOnlyKeys("apply_keepAllOrNothing_isExact");
  }

  /** An update with a schedule, over trained parameters. */
  private record Blending(Schedule momentum, Set<ParameterRole> roles) implements TargetUpdate {
    @Override
    public Map<String, Schedule> schedules() {
      return Map.of("momentum", momentum);
    }

    @Override
    public State apply(TargetParameters parameters, State state, Step step) {
      parameters.blend(roles, step.value("momentum"));
      return state;
    }
  }

  static class EmaContract extends TargetUpdateContract {
    @Override
    protected TargetUpdate targetUpdate() {
      return new Blending(Schedule.linear(0.5, 1), TRAINED);
    }

    @Override
    protected double expectedKeep(long step, long steps) {
      return 0.5 + 0.5 * step / steps;
    }
  }

  static final class StatisticsContract extends EmaContract {
    @Override
    protected TargetUpdate targetUpdate() {
      return new Blending(Schedule.linear(0.5, 1), EnumSet.allOf(ParameterRole.class));
    }
  }

  static final class EverythingContract extends EmaContract {
    @Override
    protected TargetUpdate targetUpdate() {
      return new Blending(Schedule.linear(0.5, 1), EnumSet.allOf(ParameterRole.class));
    }

    @Override
    protected double expectedKeepOfRunningStatistics(long step, long steps) {
      return expectedKeep(step, steps);
    }
  }

  static final class SwappedContract extends EmaContract {
    @Override
    protected TargetUpdate targetUpdate() {
      return new Blending(Schedule.linear(0.5, 0), TRAINED);
    }
  }

  static final class OvershootingContract extends EmaContract {
    @Override
    protected TargetUpdate targetUpdate() {
      return new Blending(Schedule.linear(0.5, 1.01), TRAINED);
    }
  }

  /** Copies at every third step, and counts in its state. */
  static final class EveryThirdStepContract extends TargetUpdateContract {
    @Override
    protected TargetUpdate targetUpdate() {
      return (parameters, state, step) -> {
        double count = state.number("count", 0) + 1;
        if (count % 3 == 0) {
          parameters.blend(TRAINED, 0);
        }
        return state.with("count", count);
      };
    }

    @Override
    protected double expectedKeep(long step, long steps) {
      return (step + 1) % 3 == 0 ? 0 : 1;
    }
  }

  static final class CountingContract extends TargetUpdateContract {
    @Override
    protected TargetUpdate targetUpdate() {
      return new TargetUpdate() {
        private int count;

        @Override
        public State apply(TargetParameters parameters, State state, Step step) {
          if (++count % 5 == 0) {
            parameters.blend(TRAINED, 0);
          }
          return state;
        }
      };
    }

    @Override
    protected double expectedKeep(long step, long steps) {
      return (step + 1) % 5 == 0 ? 0 : 1;
    }
  }

  static class NoneContract extends TargetUpdateContract {
    @Override
    protected TargetUpdate targetUpdate() {
      return shared(1);
    }

    @Override
    protected double expectedKeep(long step, long steps) {
      throw new IllegalStateException("there is no target network to keep anything of");
    }

    static TargetUpdate shared(double keep) {
      return new TargetUpdate() {
        @Override
        public TargetSource source() {
          return TargetSource.ONLINE_NETWORK;
        }

        @Override
        public State apply(TargetParameters parameters, State state, Step step) {
          parameters.blend(TRAINED, keep);
          return state;
        }
      };
    }
  }

  static final class MovingNoneContract extends NoneContract {
    @Override
    protected TargetUpdate targetUpdate() {
      return shared(0.5);
    }
  }

  static final class RoundingCopyContract extends TargetUpdateContract {
    @Override
    protected TargetUpdate targetUpdate() {
      return (parameters, state, step) -> {
        for (ParameterPair pair : parameters.pairs()) {
          if (TRAINED.contains(pair.role())) {
            // target + (online - target) is online but for the last digit.
            pair.assign(pair.target().add(pair.online().subtract(pair.target())));
          }
        }
        return state;
      };
    }

    @Override
    protected double expectedKeep(long step, long steps) {
      return 0;
    }
  }
}
