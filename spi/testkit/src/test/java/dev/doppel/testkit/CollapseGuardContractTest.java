package dev.doppel.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.guard.Assessment;
import dev.doppel.spi.guard.CollapseGuard;
import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.guard.Condition;
import dev.doppel.spi.guard.GradientDecision;
import dev.doppel.spi.guard.GradientGuard;
import dev.doppel.spi.guard.Gradients;
import dev.doppel.spi.guard.Observation;
import dev.doppel.spi.guard.TargetShaper;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.Role;
import dev.doppel.spi.loss.Stage;
import dev.doppel.spi.loss.TargetForm;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The contract passes what is right, and each of its rules fails for a guard that breaks it. */
final class CollapseGuardContractTest {

  @Test
  void contract_ofRightGuards_passes() {
    assertThat(ContractRun.failures(RightMonitorContract.class)).isEmpty();
    assertThat(ContractRun.failures(CentringContract.class)).isEmpty();
    assertThat(ContractRun.failures(ClippingContract.class)).isEmpty();
  }

  @Test
  void contract_ofMonitorThatNeverFires_fails() {
    assertThat(ContractRun.failures(BlindMonitorContract.class))
        .containsOnlyKeys("assess_failedRun_isNoticed");
  }

  @Test
  void contract_ofMonitorThatAlwaysFires_fails() {
    assertThat(ContractRun.failures(NervousMonitorContract.class))
        .containsOnlyKeys("assess_healthyRun_isHealthy");
  }

  @Test
  void contract_ofMonitorThatRemembersInAnArray_fails() {
    assertThat(ContractRun.failures(ForgetfulMonitorContract.class))
        .containsKeys("assess_repeated_isTheSame", "assess_resumed_equalsUninterrupted");
  }

  @Test
  void contract_ofMonitorThatNeverLooks_fails() {
    assertThat(ContractRun.failures(IdleMonitorContract.class))
        .containsOnlyKeys("interval_isPositive");
  }

  @Test
  void contract_ofMonitorWithFigureThatIsNotFinite_fails() {
    assertThat(ContractRun.failures(InfiniteFigureContract.class))
        .containsOnlyKeys("assess_healthyRun_isHealthy");
    assertThat(ContractRun.failures(DeclaredFigureContract.class)).isEmpty();
  }

  @Test
  void contract_ofShaperThatDropsAxis_fails() {
    assertThat(ContractRun.failures(DroppingContract.class))
        .containsOnlyKeys("shape_keepsNumberAndShapes");
  }

  @Test
  void contract_ofShaperThatOverflows_fails() {
    assertThat(ContractRun.failures(OverflowingContract.class))
        .containsOnlyKeys("shape_largeTargets_isFinite");
  }

  @Test
  void contract_ofShaperThatRemembersInAnArray_fails() {
    assertThat(ContractRun.failures(ForgetfulShaperContract.class))
        .containsOnlyKeys("shape_repeated_isTheSame", "advance_resumed_equalsUninterrupted");
  }

  @Test
  void contract_ofGuardThatEnlargesGradients_fails() {
    assertThat(ContractRun.failures(EnlargingContract.class))
        .containsOnlyKeys("guard_enlargesNothing");
  }

  @Test
  void contract_ofGuardThatSkipsOrdinarySteps_fails() {
    assertThat(ContractRun.failures(SkippingContract.class))
        .containsOnlyKeys("guard_ordinaryGradients_pass");
  }

  @Test
  void contract_ofGuardThatThrows_fails() {
    assertThat(ContractRun.failures(ThrowingContract.class))
        .containsOnlyKeys("guard_notFinite_isSurvived");
  }

  /** A monitor of the standard deviation. */
  private static class StdMonitor implements CollapseMonitor {

    @Override
    public int interval() {
      return 10;
    }

    @Override
    public Assessment assess(Observation observation, State state) {
      double std = observation.features(Stage.PROJECTION).featureStd();
      double looks = state.number("looks", 0) + 1;
      return new Assessment(verdict(std, looks), state.with("looks", looks));
    }

    Verdict verdict(double std, double looks) {
      Map<String, Double> figures = Map.of("std", std, "looks", looks);
      return std > 0.01 ? Verdict.healthy(figures) : collapsed(figures);
    }

    static Verdict collapsed(Map<String, Double> figures) {
      return new Verdict(
          Condition.COMPLETE_COLLAPSE,
          "std is 0",
          "all outputs are the same",
          List.of("target-update"),
          figures);
    }
  }

  static final class RightMonitorContract extends CollapseGuardContract {
    @Override
    protected CollapseGuard guard() {
      return new StdMonitor();
    }
  }

  static final class BlindMonitorContract extends CollapseGuardContract {
    @Override
    protected CollapseGuard guard() {
      return new StdMonitor() {
        @Override
        Verdict verdict(double std, double looks) {
          return Verdict.healthy(Map.of());
        }
      };
    }
  }

  static final class NervousMonitorContract extends CollapseGuardContract {
    @Override
    protected CollapseGuard guard() {
      return new StdMonitor() {
        @Override
        Verdict verdict(double std, double looks) {
          return collapsed(Map.of());
        }
      };
    }
  }

  static final class ForgetfulMonitorContract extends CollapseGuardContract {
    @Override
    protected CollapseGuard guard() {
      int[] hidden = new int[1];
      return new StdMonitor() {
        @Override
        Verdict verdict(double std, double looks) {
          return super.verdict(std, hidden[0]++);
        }
      };
    }
  }

  static final class IdleMonitorContract extends CollapseGuardContract {
    @Override
    protected CollapseGuard guard() {
      return new StdMonitor() {
        @Override
        public int interval() {
          return 0;
        }
      };
    }
  }

  static class InfiniteFigureContract extends CollapseGuardContract {
    @Override
    protected CollapseGuard guard() {
      return new StdMonitor() {
        @Override
        Verdict verdict(double std, double looks) {
          return std > 0.01
              ? Verdict.healthy(Map.of("best", Double.POSITIVE_INFINITY))
              : collapsed(Map.of());
        }
      };
    }
  }

  static final class DeclaredFigureContract extends InfiniteFigureContract {
    @Override
    protected Set<String> figuresThatMayNotBeFinite() {
      return Set.of("best");
    }
  }

  /** DINO's centring: softmax((t - c) / 0.1), with c the mean of the targets so far. */
  private static class Centring implements TargetShaper {

    @Override
    public TargetForm form() {
      return TargetForm.DISTRIBUTION;
    }

    @Override
    public State initialState(Embeddings raw) {
      return State.empty()
          .with("centre", raw.get(Role.TARGET, raw.targets().firstKey()).mean(0, true).multiply(0));
    }

    @Override
    public List<Tensor> shape(Embeddings raw, State state, Step step) {
      Tensor centre = state.tensor("centre");
      return raw.targets().values().stream()
          .map(target -> shape(target.subtract(centre).divide(0.1)))
          .toList();
    }

    Tensor shape(Tensor logits) {
      return logits.softmax(1);
    }

    @Override
    public State advance(Embeddings raw, State state, Step step) {
      Tensor mean = raw.targets().get(raw.targets().firstKey()).mean(0, true);
      return state.with("centre", state.tensor("centre").multiply(0.9).add(mean.multiply(0.1)));
    }
  }

  static final class CentringContract extends CollapseGuardContract {
    @Override
    protected CollapseGuard guard() {
      return new Centring();
    }
  }

  static final class DroppingContract extends CollapseGuardContract {
    @Override
    protected CollapseGuard guard() {
      return new Centring() {
        @Override
        Tensor shape(Tensor logits) {
          return logits.softmax(1).max(1, false);
        }
      };
    }
  }

  static final class OverflowingContract extends CollapseGuardContract {
    @Override
    protected CollapseGuard guard() {
      return new Centring() {
        @Override
        Tensor shape(Tensor logits) {
          Tensor exponentials = logits.exp();
          return exponentials.divide(exponentials.sum(1, true));
        }
      };
    }
  }

  static final class ForgetfulShaperContract extends CollapseGuardContract {
    @Override
    protected CollapseGuard guard() {
      int[] advances = new int[1];
      return new Centring() {
        @Override
        Tensor shape(Tensor logits) {
          return super.shape(logits).multiply(1 + advances[0]);
        }

        @Override
        public State advance(Embeddings raw, State state, Step step) {
          advances[0]++;
          return super.advance(raw, state, step);
        }
      };
    }
  }

  /** A gradient guard made of a factor for each norm. */
  private static GradientGuard scaling(Function<Double, Double> factor, boolean applyStep) {
    return new GradientGuard() {
      @Override
      public GradientDecision guard(Gradients gradients, State state, Step step) {
        gradients.parameters().forEach(gradient -> gradient.scale(factor.apply(gradient.norm())));
        return new GradientDecision(applyStep, Verdict.healthy(Map.of()), state);
      }
    };
  }

  static final class ClippingContract extends CollapseGuardContract {
    @Override
    protected CollapseGuard guard() {
      return scaling(norm -> Math.min(1, 2 / norm), true);
    }
  }

  static final class EnlargingContract extends CollapseGuardContract {
    @Override
    protected CollapseGuard guard() {
      return scaling(norm -> 2 / norm, true);
    }
  }

  static final class SkippingContract extends CollapseGuardContract {
    @Override
    protected CollapseGuard guard() {
      return scaling(norm -> 1.0, false);
    }
  }

  static final class ThrowingContract extends CollapseGuardContract {
    @Override
    protected CollapseGuard guard() {
      return scaling(
          norm -> {
            if (norm.isNaN()) {
              throw new IllegalStateException("the norm is not a number");
            }
            return 1.0;
          },
          true);
    }
  }
}
