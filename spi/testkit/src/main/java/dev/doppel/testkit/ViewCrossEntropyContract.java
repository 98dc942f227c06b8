package dev.doppel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.spi.loss.Role;
import org.junit.jupiter.api.Test;

/**
 * What a loss must do that is the {@link dev.doppel.spi.loss.ViewCrossEntropy} of its outputs at a
 * temperature of 0.1.
 */
public abstract class ViewCrossEntropyContract extends LossContract {

  /** A handful of sums, exponentials and logarithms in float64. */
  private static final double ROUNDING = 1e-13;

  /** For subclasses. */
  protected ViewCrossEntropyContract() {}

  /**
   * The loss's name.
   *
   * @return the name that errors begin with
   */
  protected abstract String lossName();

  @Test
  final void compute_twoViews_isMeanOfBothDirections() {
    // With temperature 0.1, logits of 0.1 ln 3 and 0 are probabilities of 3/4 and 1/4.
    double three = 0.1 * Math.log(3);
    ArrayEmbeddings outputs =
        ArrayEmbeddings.empty()
            .with(Role.PREDICTION, 0, row(three, 0))
            .with(Role.PREDICTION, 1, row(0, 0))
            .with(Role.TARGET, 0, row(0.2, 0.8))
            .with(Role.TARGET, 1, row(1, 0));

    // -ln(3/4) for the pair (p0, t1) and ln 2 for (p1, t0).
    assertThat(evaluate(outputs))
        .isCloseTo((Math.log(4.0 / 3) + Math.log(2)) / 2, within(ROUNDING));
  }

  @Test
  final void compute_onePair_isThatPairsCrossEntropy() {
    ArrayEmbeddings outputs =
        ArrayEmbeddings.empty()
            .with(Role.PREDICTION, 0, row(0.1 * Math.log(3), 0))
            .with(Role.TARGET, 1, row(0.5, 0.5));

    assertThat(evaluate(outputs))
        .isCloseTo((Math.log(4.0 / 3) + Math.log(4)) / 2, within(ROUNDING));
  }

  @Test
  final void compute_multiCrop_isMeanOverPairsOfOtherViews() {
    double three = 0.1 * Math.log(3);
    // Pairs: (0, t1) ln 4/3; (1, t0) ln 2; (2, t0) ln 4; (2, t1) ln 4/3; (3, t0), (3, t1) ln 2.
    ArrayEmbeddings outputs =
        ArrayEmbeddings.empty()
            .with(Role.PREDICTION, 0, row(three, 0))
            .with(Role.PREDICTION, 1, row(5, 5))
            .with(Role.PREDICTION, 2, row(three, 0))
            .with(Role.PREDICTION, 3, row(-7, -7))
            .with(Role.TARGET, 0, row(0, 1))
            .with(Role.TARGET, 1, row(1, 0));

    double expected = (2 * Math.log(4.0 / 3) + 3 * Math.log(2) + Math.log(4)) / 6;
    assertThat(evaluate(outputs)).isCloseTo(expected, within(ROUNDING));
  }

  @Test
  final void compute_threeGlobalViews_pairsEachWithTheOtherTwo() {
    // A prediction of certainty costs 0 where the target is the same, and 1000 where it is not.
    ArrayEmbeddings outputs = ArrayEmbeddings.empty();
    for (int view = 0; view < 3; view++) {
      outputs =
          outputs
              .with(Role.PREDICTION, view, row(100, 0))
              .with(Role.TARGET, view, view == 2 ? row(0, 1) : row(1, 0));
    }

    // Of six pairs, (0, t2) and (1, t2) do not match.
    assertThat(evaluate(outputs)).isCloseTo(2 * 1000 / 6.0, within(ROUNDING * 1000));
  }

  @Test
  final void compute_noPairOfDifferentViews_saysWhatThereIs() {
    ArrayEmbeddings outputs =
        ArrayEmbeddings.empty().with(Role.PREDICTION, 0, row(1, 0)).with(Role.TARGET, 0, row(1, 0));

    assertThatThrownBy(() -> evaluate(outputs))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            lossName()
                + " needs a prediction and another view's target, but has predictions of the views"
                + " [0] and targets of the views [0]");
  }

  private double evaluate(ArrayEmbeddings outputs) {
    return new ArrayEngine().evaluate(loss(), outputs).loss();
  }

  private static DoubleArray row(double... values) {
    return DoubleArray.ofRows(values);
  }
}
