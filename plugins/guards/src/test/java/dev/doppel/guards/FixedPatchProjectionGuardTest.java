package dev.doppel.guards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.guard.CollapseGuard;
import dev.doppel.spi.guard.GradientDecision;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.target.ParameterRole;
import dev.doppel.testkit.ArrayGradients;
import dev.doppel.testkit.CollapseGuardContract;
import dev.doppel.testkit.DoubleArray;
import org.junit.jupiter.api.Test;

final class FixedPatchProjectionGuardTest extends CollapseGuardContract {

  @Override
  protected CollapseGuard guard() {
    return new FixedPatchProjectionGuard();
  }

  @Test
  void guard_convolutions_freezesTheFirstForTheWholeRun() {
    for (long index : new long[] {0, 9, 999}) {
      ArrayGradients gradients = ArrayGradients.example(1);

      GradientDecision decision = guard(gradients, Step.of(index, 1000));

      assertThat(decision.applyStep()).isTrue();
      assertThat(gradients.frozen())
          .as("frozen at step %d", index)
          .containsExactly("backbone.conv1.weight", "backbone.conv1.bias");
    }
  }

  @Test
  void guard_transformer_freezesThePatchProjectionWhereverItStands() {
    ArrayGradients gradients = new ArrayGradients();
    add(gradients, "backbone.class-token", ParameterRole.BIAS);
    add(gradients, "backbone.positions", ParameterRole.BIAS);
    add(gradients, "backbone.patch-projection.weight", ParameterRole.WEIGHT);
    add(gradients, "backbone.patch-projection.bias", ParameterRole.BIAS);
    add(gradients, "backbone.block-0.output.weight", ParameterRole.WEIGHT);

    guard(gradients, Step.of(0, 10));

    assertThat(gradients.frozen())
        .containsExactly("backbone.patch-projection.weight", "backbone.patch-projection.bias");
  }

  @Test
  void guard_headsAlone_freezesNothing() {
    ArrayGradients gradients = new ArrayGradients();
    add(gradients, "projector.linear1.weight", ParameterRole.WEIGHT);

    guard(gradients, Step.of(0, 10));

    assertThat(gradients.frozen()).isEmpty();
  }

  private static void add(ArrayGradients gradients, String name, ParameterRole role) {
    gradients.add(name, role, DoubleArray.gaussian(1, 2, 3));
  }

  private static GradientDecision guard(ArrayGradients gradients, Step step) {
    return new FixedPatchProjectionGuard().guard(gradients, State.empty(), step);
  }
}
