package dev.doppel.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.ReferenceValues;
import dev.doppel.spi.loss.Role;
import dev.doppel.spi.loss.RoleRequirement;
import dev.doppel.spi.schedule.Schedule;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.tensor.Shape;
import dev.doppel.spi.tensor.Tensor;
import dev.doppel.spi.view.ViewSelection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract passes what is right, and each of its rules fails for a loss that breaks it. */
final class LossContractTest {

  @Test
  void contract_ofRightLoss_passes() {
    assertThat(ContractRun.failures(RightLossContract.class)).isEmpty();
  }

  @Test
  void contract_ofContrastiveLoss_passes() {
    assertThat(ContractRun.failures(ContrastiveLossContract.class)).isEmpty();
  }

  @Test
  void contract_ofWrongGradient_fails() {
    assertThat(ContractRun.failures(DetachedLossContract.class))
        .containsOnlyKeys(
            "gradients_matchFiniteDifferences",
            "gradients_withoutStopGradient_matchFiniteDifferences");
  }

  @Test
  void contract_ofLossThatRemembersInAField_fails() {
    assertThat(ContractRun.failures(CountingLossContract.class))
        .containsKeys("fields_areFinal", "compute_repeated_isTheSame");
  }

  @Test
  void contract_ofLossThatRemembersInAnArray_fails() {
    assertThat(ContractRun.failures(HiddenCountLossContract.class))
        .containsKey("compute_repeated_isTheSame")
        .doesNotContainKey("fields_areFinal");
  }

  @Test
  void contract_ofSumOverTheBatch_fails() {
    assertThat(ContractRun.failures(SumLossContract.class))
        .containsOnlyKeys(
            "isMeanOfRows_asDeclared",
            "referenceValues_uniform_isTaken",
            "referenceValues_oneWay_areTaken");
  }

  @Test
  void contract_ofLossThatDeniesToBeAMean_fails() {
    assertThat(ContractRun.failures(ModestLossContract.class))
        .containsOnlyKeys("isMeanOfRows_asDeclared");
  }

  @Test
  void contract_ofLossThatStopsGradientsItself_fails() {
    assertThat(ContractRun.failures(StoppingLossContract.class))
        .containsOnlyKeys("gradients_withoutStopGradient_flowToTargetsAsDeclared");
  }

  @Test
  void contract_ofWrongReferenceValues_fails() {
    assertThat(ContractRun.failures(MisjudgedLossContract.class))
        .containsOnlyKeys(
            "referenceValues_uniform_isTaken",
            "referenceValues_collapsed_isTaken",
            "referenceValues_oneWay_areTaken");
  }

  @Test
  void contract_ofReferenceValuesForBothWaysAlone_fails() {
    assertThat(ContractRun.failures(TwoWayLossContract.class))
        .containsOnlyKeys("referenceValues_oneWay_areTaken");
  }

  @Test
  void contract_ofUndeclaredScaleInvariance_fails() {
    assertThat(ContractRun.failures(UndeclaredLossContract.class))
        .containsOnlyKeys("isScaleInvariant_asDeclared");
  }

  @Test
  void contract_ofDivisionByTheNorm_fails() {
    assertThat(ContractRun.failures(UnguardedLossContract.class))
        .containsOnlyKeys("gradients_zeroRows_areFinite");
  }

  @Test
  void contract_ofOverflowingExponential_fails() {
    assertThat(ContractRun.failures(OverflowingLossContract.class))
        .containsKey("gradients_largeOutputs_areFinite");
  }

  @Test
  void contract_ofLossPerRow_fails() {
    assertThat(ContractRun.failures(UnreducedLossContract.class))
        .containsKey("compute_returnsFiniteScalar");
  }

  @Test
  void contract_ofPredictionWithoutUse_fails() {
    assertThat(ContractRun.failures(OneSidedLossContract.class))
        .containsKey("gradients_flowToPredictionsOnly");
  }

  @Test
  void contract_ofStateFromNowhere_fails() {
    assertThat(ContractRun.failures(RandomStateLossContract.class))
        .containsOnlyKeys("state_restored_isTheSame");
  }

  @Test
  void contract_ofScheduleOutOfBounds_fails() {
    assertThat(ContractRun.failures(DivergingScheduleLossContract.class))
        .containsOnlyKeys("schedules_areFinite");
  }

  @Test
  void contract_ofDoubleRole_fails() {
    assertThat(ContractRun.failures(DoubleRoleLossContract.class)).containsKey("roles_eachOnce");
  }

  abstract static class InvariantLossContract extends LossContract {
    @Override
    protected boolean isScaleInvariant() {
      return true;
    }
  }

  static final class RightLossContract extends InvariantLossContract {
    @Override
    protected Loss loss() {
      return new CosineLoss();
    }
  }

  /** MoCo-v3's form: rows depend on each other, and the uniform value on the batch size. */
  static final class ContrastiveLossContract extends InvariantLossContract {
    @Override
    protected Loss loss() {
      return new CosineLoss() {
        @Override
        Tensor rows(Tensor prediction, Tensor target) {
          Tensor logits = prediction.l2Normalize(1).matmul(target.l2Normalize(1).transpose());
          return logits.divide(0.2).logSoftmax(1).diagonal().negate();
        }

        @Override
        public ReferenceValues referenceValues(Embeddings outputs) {
          double even = Math.log(outputs.get(Role.PREDICTION, 0).size(0));
          int directions = outputs.predictions().size();
          return new ReferenceValues(directions * even, directions * even);
        }

        @Override
        public boolean isMeanOfRows() {
          return false;
        }
      };
    }
  }

  /** The norm passes the host as numbers, where the tape cannot follow. */
  static final class DetachedLossContract extends InvariantLossContract {
    @Override
    protected Loss loss() {
      return new CosineLoss() {
        @Override
        Tensor rows(Tensor prediction, Tensor target) {
          Tensor norm = prediction.square().sum(1, true).sqrt().maximum(1e-12);
          Tensor detached = prediction.constant(norm.shape(), norm.toArray());
          return super.rows(prediction.l2Normalize(1), target)
              .add(prediction.divide(detached).multiply(target.l2Normalize(1)).sum(1, false))
              .add(super.rows(prediction, target))
              .subtract(1);
        }
      };
    }
  }

  static final class CountingLossContract extends InvariantLossContract {
    @Override
    protected Loss loss() {
      return new CosineLoss() {
        private int calls;

        @Override
        public Tensor compute(Embeddings embeddings, State state, Step step) {
          return super.compute(embeddings, state, step).add(calls++);
        }
      };
    }
  }

  static final class HiddenCountLossContract extends InvariantLossContract {
    @Override
    protected Loss loss() {
      int[] advances = new int[1];
      return new CosineLoss() {
        @Override
        public Tensor compute(Embeddings embeddings, State state, Step step) {
          return super.compute(embeddings, state, step).add(advances[0]);
        }

        @Override
        public State advance(Embeddings embeddings, State state, Step step) {
          advances[0]++;
          return state;
        }
      };
    }
  }

  static final class SumLossContract extends InvariantLossContract {
    @Override
    protected Loss loss() {
      return new CosineLoss() {
        @Override
        public Tensor compute(Embeddings embeddings, State state, Step step) {
          int batch = embeddings.get(Role.PREDICTION, 0).size(0);
          return super.compute(embeddings, state, step).multiply(batch);
        }
      };
    }
  }

  static final class ModestLossContract extends InvariantLossContract {
    @Override
    protected Loss loss() {
      return new CosineLoss() {
        @Override
        public boolean isMeanOfRows() {
          return false;
        }
      };
    }
  }

  static final class StoppingLossContract extends InvariantLossContract {
    @Override
    protected Loss loss() {
      return new CosineLoss() {
        @Override
        Tensor rows(Tensor prediction, Tensor target) {
          return super.rows(prediction, target.stopGradient());
        }
      };
    }
  }

  static final class MisjudgedLossContract extends InvariantLossContract {
    @Override
    protected Loss loss() {
      return new CosineLoss() {
        @Override
        public ReferenceValues referenceValues(Embeddings outputs) {
          return new ReferenceValues(1, -1);
        }
      };
    }
  }

  static final class TwoWayLossContract extends InvariantLossContract {
    @Override
    protected Loss loss() {
      return new CosineLoss() {
        @Override
        public ReferenceValues referenceValues(Embeddings outputs) {
          return new ReferenceValues(2, 0);
        }
      };
    }
  }

  static final class UndeclaredLossContract extends LossContract {
    @Override
    protected Loss loss() {
      return new CosineLoss();
    }
  }

  static final class UnguardedLossContract extends InvariantLossContract {
    @Override
    protected Loss loss() {
      return new CosineLoss() {
        @Override
        Tensor rows(Tensor prediction, Tensor target) {
          Tensor norm = prediction.square().sum(1, true).sqrt();
          Tensor normalized = target.l2Normalize(1);
          return prediction.divide(norm).multiply(normalized).sum(1, false).negate().add(1);
        }
      };
    }
  }

  static final class OverflowingLossContract extends LossContract {
    @Override
    protected Loss loss() {
      return new CosineLoss() {
        @Override
        Tensor rows(Tensor prediction, Tensor target) {
          Tensor cosines = super.rows(prediction, target);
          return cosines.add(prediction.exp().sum(1, false).log());
        }
      };
    }
  }

  static final class UnreducedLossContract extends InvariantLossContract {
    @Override
    protected Loss loss() {
      return new CosineLoss() {
        @Override
        public Tensor compute(Embeddings embeddings, State state, Step step) {
          return super.compute(embeddings, state, step).reshape(Shape.of(1));
        }
      };
    }
  }

  static final class OneSidedLossContract extends InvariantLossContract {
    @Override
    protected Loss loss() {
      return new CosineLoss() {
        @Override
        public Tensor compute(Embeddings embeddings, State state, Step step) {
          return rows(embeddings.predictions().get(0), embeddings.targets().get(1))
              .multiply(2)
              .mean();
        }
      };
    }
  }

  static final class RandomStateLossContract extends InvariantLossContract {
    private int made;

    @Override
    protected Loss loss() {
      double number = ++made;
      return new CosineLoss() {
        @Override
        public State initialState(int width, Tensor like, long seed) {
          return State.empty().with("queue", like.full(Shape.of(width), number));
        }
      };
    }
  }

  static final class DivergingScheduleLossContract extends InvariantLossContract {
    @Override
    protected Loss loss() {
      return new CosineLoss() {
        @Override
        public Map<String, Schedule> schedules() {
          return Map.of("temperature", (step, steps) -> 1.0 / (steps - step));
        }
      };
    }
  }

  static final class DoubleRoleLossContract extends InvariantLossContract {
    @Override
    protected Loss loss() {
      return new CosineLoss() {
        @Override
        public List<RoleRequirement> roles() {
          return List.of(
              RoleRequirement.prediction(ViewSelection.at(0)),
              RoleRequirement.prediction(ViewSelection.at(1)),
              RoleRequirement.target(ViewSelection.all()));
        }
      };
    }
  }
}
