package dev.doppel.cli.ablation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class OutcomeTest {

  private static final double NONE = Double.NaN;
  private static final FinalFigures FULL = new FinalFigures(-0.8, 0.9, 20, NONE, 0.8);

  @Test
  void of_figuresLikeTheFullMethods_isHealthy() {
    assertThat(Outcome.of(FULL, FULL)).isEqualTo(Outcome.HEALTHY);
    assertThat(outcome(-0.9, 0.5, 7.1, NONE)).isEqualTo(Outcome.HEALTHY);
    assertThat(outcome(-0.9, 0.9, 20, 0.5)).isEqualTo(Outcome.HEALTHY);
  }

  @Test
  void of_lowRankOrSpread_isACollapse() {
    assertThat(outcome(-1, 0.9, 6.9, NONE)).isEqualTo(Outcome.DIMENSIONAL_COLLAPSE);
    assertThat(outcome(-1, 0.1, 6.9, NONE)).isEqualTo(Outcome.COMPLETE_COLLAPSE);
    assertThat(outcome(-1, 0.1, NONE, NONE)).isEqualTo(Outcome.COMPLETE_COLLAPSE);
  }

  @Test
  void of_targetEntropyAtEitherEnd_isThatCollapse() {
    assertThat(outcome(1, 0.9, 20, 0.04)).isEqualTo(Outcome.ONE_ANSWER);
    assertThat(outcome(1, 0.9, 20, 0.996)).isEqualTo(Outcome.UNIFORM_TARGETS);
  }

  @Test
  void of_lossThatIsNoNumber_isDivergence() {
    assertThat(outcome(NONE, NONE, NONE, NONE)).isEqualTo(Outcome.DIVERGED);
    assertThat(outcome(Double.POSITIVE_INFINITY, 0.9, 20, NONE)).isEqualTo(Outcome.DIVERGED);
  }

  @Test
  void holds_eachDirection_followsTheOutcome() {
    FinalFigures healthy = new FinalFigures(-0.5, 0.9, 20, NONE, 0.7);
    FinalFigures flat = new FinalFigures(-1, 0.9, 2, NONE, 0.81);
    assertThat(Direction.HEALTHY.holds(FULL, healthy)).isTrue();
    assertThat(Direction.HEALTHY.holds(FULL, flat)).isFalse();
    assertThat(Direction.COLLAPSE.holds(FULL, flat)).isTrue();
    assertThat(Direction.COLLAPSE.holds(FULL, healthy)).isFalse();
    assertThat(Direction.HIGH_LOSS.holds(FULL, healthy)).isTrue();
    assertThat(Direction.HIGH_LOSS.holds(FULL, flat)).isFalse();
    assertThat(Direction.LEARNS_LESS.holds(FULL, healthy)).isTrue();
    assertThat(Direction.LEARNS_LESS.holds(FULL, flat)).isFalse();
    FinalFigures oneAnswer = new FinalFigures(0, 0.1, 1, 0.01, 0.1);
    assertThat(Direction.ONE_ANSWER.holds(FULL, oneAnswer)).isTrue();
    assertThat(Direction.UNIFORM.holds(FULL, oneAnswer)).isFalse();
  }

  private static Outcome outcome(double loss, double spread, double rank, double entropy) {
    return Outcome.of(FULL, new FinalFigures(loss, spread, rank, entropy, 0.5));
  }
}
