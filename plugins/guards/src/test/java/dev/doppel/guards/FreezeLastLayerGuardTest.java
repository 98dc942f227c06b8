package dev.doppel.guards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.guard.CollapseGuard;
import dev.doppel.spi.guard.GradientGuard;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.target.ParameterRole;
import dev.doppel.testkit.ArrayGradients;
import dev.doppel.testkit.CollapseGuardContract;
import dev.doppel.testkit.DoubleArray;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FreezeLastLayerGuardTest extends CollapseGuardContract {

  private static final String LAST = "projector.linear1.weight";

  @Override
  protected CollapseGuard guard() {
    return create(Map.of());
  }

  @Test
  void guard_defaults_freezeForOneEpoch() {
    assertThat(frozen(Map.of(), at(0, 0))).containsExactly(LAST);
    assertThat(frozen(Map.of(), at(467, 0.998))).containsExactly(LAST);
    assertThat(frozen(Map.of(), at(468, 1))).isEmpty();
  }

  @Test
  void guard_steps_countInsteadOfEpochs() {
    Map<String, String> texts = Map.of("steps", "313");

    assertThat(frozen(texts, at(312, 7))).containsExactly(LAST);
    assertThat(frozen(texts, at(313, 0.5))).isEmpty();
  }

  @Test
  void guard_noEpochs_freezesNothing() {
    assertThat(frozen(Map.of("epochs", "0"), at(0, 0))).isEmpty();
  }

  @Test
  void guard_lastLayer_isFrozenWithAllItsParameters() {
    ArrayGradients gradients = ArrayGradients.example(1);
    gradients.add("predictor.linear1.weight", ParameterRole.WEIGHT, DoubleArray.gaussian(2, 2, 3));
    gradients.add("predictor.linear1.bias", ParameterRole.BIAS, DoubleArray.gaussian(3, 1, 2));

    create(Map.of()).guard(gradients, State.empty(), at(0, 0));

    assertThat(gradients.frozen())
        .containsExactly("predictor.linear1.weight", "predictor.linear1.bias");
    assertThat(gradients.norms().subList(0, 4)).isEqualTo(ArrayGradients.example(1).norms());
  }

  @Test
  void guard_afterClip_staysFrozen() {
    ArrayGradients gradients = ArrayGradients.example(1);

    new ClipGuard(0.5, ClipScope.TENSOR).guard(gradients, State.empty(), at(0, 0));
    create(Map.of()).guard(gradients, State.empty(), at(0, 0));

    assertThat(gradients.frozen()).containsExactly(LAST);
    assertThat(gradients.norms().get(3)).isZero();
    assertThat(gradients.norms().subList(0, 3))
        .allSatisfy(norm -> assertThat(norm).isPositive().isLessThanOrEqualTo(0.5));
  }

  private static List<String> frozen(Map<String, String> texts, Step step) {
    ArrayGradients gradients = ArrayGradients.example(1);
    create(texts).guard(gradients, State.empty(), step);
    return gradients.frozen();
  }

  private static Step at(long index, double epoch) {
    return new Step(index, 1000, epoch, Double.NaN, Map.of());
  }

  private static GradientGuard create(Map<String, String> texts) {
    FreezeLastLayerGuardFactory factory = new FreezeLastLayerGuardFactory();
    return (GradientGuard) factory.create(Options.parse(factory.options(), texts));
  }
}
