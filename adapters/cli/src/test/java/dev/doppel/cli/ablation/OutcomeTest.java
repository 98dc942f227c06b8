package dev.doppel.cli.ablation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class OutcomeTest {

  private static final double NONE = Double.NaN;
  private static final FinalFigures FULL = new FinalFigures(-0.8, 0.9, 20, NONE, 0.8);

  @Test
  void of_figuresLikeTheFullMethods_isHealthy() {
    assertThat(outcome(-0.9, 0.5, 7.1, NONE)).contains(Outcome.HEALTHY);
    assertThat(outcome(-0.9, 0.9, 20, 0.5)).contains(Outcome.HEALTHY);
  }

  @Test
  void of_lowRankOrSpread_isACollapse() {
    assertThat(outcome(-1, 0.9, 6.9, NONE)).contains(Outcome.DIMENSIONAL_COLLAPSE);
    assertThat(outcome(-1, 0.1, 6.9, NONE)).contains(Outcome.COMPLETE_COLLAPSE);
    assertThat(outcome(-1, 0.1, NONE, NONE)).contains(Outcome.COMPLETE_COLLAPSE);
  }

  @Test
  void of_targetEntropyAtEitherEnd_isThatCollapse() {
    assertThat(outcome(1, 0.9, 20, 0.04)).contains(Outcome.ONE_ANSWER);
    assertThat(outcome(1, 0.9, 20, 0.996)).contains(Outcome.UNIFORM_TARGETS);
  }

  @Test
  void of_lossThatIsNoNumber_isDivergence() {
    assertThat(outcome(NONE, NONE, NONE, NONE)).contains(Outcome.DIVERGED);
    assertThat(outcome(Double.POSITIVE_INFINITY, 0.9, 20, NONE)).contains(Outcome.DIVERGED);
  }

  @Test
  void holds_eachDirection_followsTheOutcome() {
    FinalFigures healthy = new FinalFigures(-0.5, 0.9, 20, NONE, 0.7);
    FinalFigures flat = new FinalFigures(-1, 0.9, 2, NONE, 0.81);
    assertThat(Direction.HEALTHY.holds(FULL, healthy)).hasValue(true);
    assertThat(Direction.HEALTHY.holds(FULL, flat)).hasValue(false);
    assertThat(Direction.COLLAPSE.holds(FULL, flat)).hasValue(true);
    assertThat(Direction.COLLAPSE.holds(FULL, healthy)).hasValue(false);
    assertThat(Direction.HIGH_LOSS.holds(FULL, healthy)).hasValue(true);
    assertThat(Direction.HIGH_LOSS.holds(FULL, flat)).hasValue(false);
    assertThat(Direction.LEARNS_LESS.holds(FULL, healthy)).hasValue(true);
    assertThat(Direction.LEARNS_LESS.holds(FULL, flat)).hasValue(false);
    FinalFigures oneAnswer = new FinalFigures(0, 0.1, 1, 0.01, 0.1);
    assertThat(Direction.ONE_ANSWER.holds(FULL, oneAnswer)).hasValue(true);
    assertThat(Direction.UNIFORM.holds(FULL, oneAnswer)).hasValue(false);
  }

  @Test
  void of_ranksNotTaken_isNotJudged() {
    assertThat(outcome(-1, 0.9, NONE, NONE)).isEmpty();
    assertThat(outcome(-1, NONE, NONE, NONE)).isEmpty();
    FinalFigures unmeasured = new FinalFigures(-1, NONE, NONE, NONE, NONE);
    for (Direction direction : Direction.values()) {
      assertThat(direction.holds(FULL, unmeasured)).as("%s", direction).isEmpty();
    }
  }

  @Test
  void holds_divergence_isAHighLossAndLearnsLess() {
    FinalFigures diverged = new FinalFigures(NONE, NONE, NONE, NONE, NONE);
    assertThat(Direction.HIGH_LOSS.holds(FULL, diverged)).hasValue(true);
    assertThat(Direction.LEARNS_LESS.holds(FULL, diverged)).hasValue(true);
    assertThat(Direction.HEALTHY.holds(FULL, diverged)).hasValue(false);
    assertThat(Direction.COLLAPSE.holds(FULL, diverged)).hasValue(false);
  }

  @Test
  void holds_accuracyWithinTheSpreadOfSeeds_isNotLess() {
    assertThat(Direction.LEARNS_LESS.holds(FULL, new FinalFigures(-0.8, 0.9, 20, NONE, 0.797)))
        .hasValue(false);
  }

  private static Optional<Outcome> outcome(
      double loss, double spread, double rank, double entropy) {
    return Outcome.of(FULL, new FinalFigures(loss, spread, rank, entropy, 0.5));
  }
}
