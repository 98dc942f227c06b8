package dev.doppel.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.Role;
import dev.doppel.spi.tensor.Shape;
import dev.doppel.spi.tensor.Tensor;
import org.junit.jupiter.api.Test;

final class FiniteDifferencesTest {

  private static final ArrayEmbeddings ONE =
      ArrayEmbeddings.empty()
          .with(Role.PREDICTION, 0, DoubleArray.ofRows(new double[] {1, 2}, new double[] {3, 4}));

  private static Tensor input(Embeddings embeddings) {
    return embeddings.get(Role.PREDICTION, 0);
  }

  private static void check(Objective objective) {
    FiniteDifferences.check(new ArrayEngine(), objective, ONE, true, FiniteDifferences.TOLERANCE);
  }

  @Test
  void check_inOneCall_ofAnyLoss() {
    ArrayEmbeddings outputs =
        ArrayEmbeddings.empty()
            .with(Role.PREDICTION, 0, DoubleArray.gaussian(1, 4, 3))
            .with(Role.PREDICTION, 1, DoubleArray.gaussian(2, 4, 3))
            .with(Role.TARGET, 0, DoubleArray.gaussian(3, 4, 3))
            .with(Role.TARGET, 1, DoubleArray.gaussian(4, 4, 3));
    assertThatCode(() -> FiniteDifferences.check(new CosineLoss(), outputs))
        .doesNotThrowAnyException();
  }

  @Test
  void check_wrongGradient_namesPositionAndNumbers() {
    // The last element passes as a number: its part of the gradient, 2 * 4, is missing.
    assertThatThrownBy(
            () ->
                check(
                    embeddings -> {
                      Tensor input = input(embeddings);
                      double last = input.toArray()[3];
                      Tensor mask = input.constant(Shape.of(2, 2), new double[] {1, 1, 1, 0});
                      return input.square().multiply(mask).sum().add(last * last);
                    }))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("gradient by PREDICTION of view 0 at [1, 1]: found 0.0")
        .hasMessageContaining("finite differences give 8.00000")
        .hasMessageEndingWith("they may differ by 8.00e-06");
  }

  @Test
  void check_stopGradient_holdsItsValueStill() {
    assertThatCode(() -> check(embeddings -> input(embeddings).stopGradient().square().sum()))
        .doesNotThrowAnyException();
    assertThatCode(
            () ->
                check(
                    embeddings ->
                        input(embeddings).multiply(input(embeddings).stopGradient().exp()).sum()))
        .doesNotThrowAnyException();
  }

  @Test
  void check_stopsThatDependOnTheInput_areRefused() {
    assertThatThrownBy(
            () ->
                check(
                    embeddings -> {
                      Tensor input = input(embeddings);
                      boolean asGiven = input.toArray()[0] == 1;
                      Tensor once = asGiven ? input : input.stopGradient();
                      return once.sum();
                    }))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            "two evaluations on inputs of the same shape stop the gradient at different tensors:"
                + " stop 1 is of shape [2, 2] in the second, of 0 in the first");
  }

  @Test
  void check_notANumber_fails() {
    assertThatThrownBy(() -> check(embeddings -> input(embeddings).negate().log().sum()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("NaN");
  }

  @Test
  void check_smallInputs_takesSmallSteps() {
    ArrayEmbeddings small =
        ArrayEmbeddings.empty()
            .with(Role.PREDICTION, 0, DoubleArray.ofRows(new double[] {1e-6, 2e-6, -1e-6}));
    assertThatCode(
            () ->
                FiniteDifferences.check(
                    new ArrayEngine(),
                    embeddings -> input(embeddings).l2Normalize(1).exp().sum(),
                    small,
                    true,
                    FiniteDifferences.TOLERANCE))
        .doesNotThrowAnyException();
  }
}
