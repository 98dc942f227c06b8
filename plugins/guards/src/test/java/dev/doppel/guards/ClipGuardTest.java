package dev.doppel.guards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.spi.guard.CollapseGuard;
import dev.doppel.spi.guard.GradientDecision;
import dev.doppel.spi.guard.GradientGuard;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.target.ParameterRole;
import dev.doppel.testkit.ArrayGradients;
import dev.doppel.testkit.CollapseGuardContract;
import dev.doppel.testkit.DoubleArray;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ClipGuardTest extends CollapseGuardContract {

  /** The 1e-6 beside a norm of 5 or more takes a maximum of 2 down by up to 4e-7. */
  private static final double EPSILON = 5e-7;

  /** A root and a product in float64. */
  private static final double ROUNDING = 1e-14;

  @Override
  protected CollapseGuard guard() {
    return create(Map.of());
  }

  @Test
  void guard_tensor_clipsEachByItself() {
    ArrayGradients gradients = gradients(new double[] {3, 4}, new double[] {0.6, 0.8});

    GradientDecision decision = clip(gradients, Map.of("maximum", "2"));

    assertThat(gradients.norms().get(0)).isCloseTo(2, within(EPSILON));
    assertThat(gradients.norms().get(0)).isCloseTo(5 * 2 / (5 + 1e-6), within(ROUNDING));
    assertThat(gradients.norms().get(1)).isEqualTo(1);
    assertThat(decision.verdict().figures()).isEmpty();
  }

  @Test
  void guard_global_clipsAllByOneFactor() {
    // 12 and 5 have a common norm of 13.
    ArrayGradients gradients = gradients(new double[] {0, 12}, new double[] {3, 4});

    GradientDecision decision = clip(gradients, Map.of("maximum", "2", "scope", "global"));

    double factor = 2 / (13 + 1e-6);
    assertThat(gradients.norms().get(0)).isCloseTo(12 * factor, within(ROUNDING));
    assertThat(gradients.norms().get(1)).isCloseTo(5 * factor, within(ROUNDING));
    assertThat(decision.verdict().figures()).containsEntry("norm", 13.0);
  }

  @Test
  void guard_globalShorterThanMaximum_leavesAllAsTheyAre() {
    ArrayGradients gradients = gradients(new double[] {0, 1.2}, new double[] {0.3, 0.4});

    clip(gradients, Map.of("maximum", "2", "scope", "global"));

    assertThat(gradients.norms()).containsExactly(1.2, 0.5);
  }

  @Test
  void guard_globalNotFinite_leavesAllAsTheyAre() {
    for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      ArrayGradients gradients = gradients(new double[] {0, value}, new double[] {3, 4});

      GradientDecision decision = clip(gradients, Map.of("maximum", "2", "scope", "global"));

      assertThat(gradients.norms()).containsExactly(Math.abs(value), 5.0);
      assertThat(decision.verdict().figures()).isEmpty();
    }
  }

  @Test
  void guard_defaults_areDinosMaximumForEachTensor() {
    ArrayGradients gradients = gradients(new double[] {30, 40}, new double[] {0, 3});

    clip(gradients, Map.of());

    assertThat(gradients.norms().get(0)).isCloseTo(3, within(EPSILON));
    // 3 / (3 + 1e-6) is under 1: at the maximum itself the official code scales too.
    assertThat(gradients.norms().get(1)).isCloseTo(3 * (3 / (3 + 1e-6)), within(ROUNDING));
  }

  private static ArrayGradients gradients(double[] first, double[] second) {
    ArrayGradients gradients = new ArrayGradients();
    gradients.add("backbone.conv1.weight", ParameterRole.WEIGHT, DoubleArray.ofRows(first));
    gradients.add("projector.linear1.weight", ParameterRole.WEIGHT, DoubleArray.ofRows(second));
    return gradients;
  }

  private static GradientDecision clip(ArrayGradients gradients, Map<String, String> texts) {
    return create(texts).guard(gradients, State.empty(), Step.of(0, 10));
  }

  private static GradientGuard create(Map<String, String> texts) {
    ClipGuardFactory factory = new ClipGuardFactory();
    return (GradientGuard) factory.create(Options.parse(factory.options(), texts));
  }
}
