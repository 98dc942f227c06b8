package dev.doppel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.Role;
import dev.doppel.spi.loss.RoleRequirement;
import dev.doppel.spi.loss.TargetForm;
import dev.doppel.spi.schedule.Schedule;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.tensor.Shape;
import dev.doppel.spi.tensor.Tensor;
import dev.doppel.spi.view.ViewKind;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/**
 * What every loss must do. Tests of a loss extend it and answer {@link #loss()}.
 *
 * <pre>{@code
 * final class ByolLossTest extends LossContract {
 *   @Override
 *   protected Loss loss() {
 *     return new ByolLoss();
 *   }
 *
 *   @Override
 *   protected boolean isScaleInvariant() {
 *     return true;
 *   }
 * }
 * }</pre>
 *
 * <p>Where losses may differ, the contract asks: the protected methods declare what is true of this
 * one, and a declared "no" is verified as well as a "yes". Inputs are Gaussian, and targets that
 * must be distributions the softmax of such; a loss that needs others overrides {@link #outputs},
 * {@link #uniformOutputs} and {@link #collapsedOutputs}.
 */
public abstract class LossContract {

  private static final int BATCH = 6;
  private static final int WIDTH = 5;
  private static final long STEPS = 100;

  /** Sums in another order differ in the last digits: some 1e-15 a term. */
  private static final double ROUNDING = 1e-12;

  /** A logit so large that its softmax is 1. */
  private static final double CERTAIN = 1e3;

  /** For subclasses. */
  protected LossContract() {}

  /**
   * The loss under test.
   *
   * @return a new instance
   */
  protected abstract Loss loss();

  /**
   * The views of a sample.
   *
   * @return the kinds, in order; two global views by default
   */
  protected List<ViewKind> viewKinds() {
    return List.of(ViewKind.GLOBAL, ViewKind.GLOBAL);
  }

  /**
   * Whether the loss stays the same when all outputs are multiplied by a number.
   *
   * @return whether it does; no by default
   */
  protected boolean isScaleInvariant() {
    return false;
  }

  /**
   * Whether the loss leaves it to the host to stop gradients at targets, so that {@code
   * stop-gradient = off} has an effect.
   *
   * @return whether it does; yes by default
   */
  protected boolean leavesStopGradientToHost() {
    return true;
  }

  /**
   * Outputs of an ordinary batch.
   *
   * @param seed for the values
   * @param batch the number of rows
   * @param width the number of columns
   * @return an output for each view and role of {@link Loss#roles()}
   */
  protected ArrayEmbeddings outputs(long seed, int batch, int width) {
    return outputs(index -> DoubleArray.gaussian(100 * seed + index, batch, width));
  }

  /**
   * Outputs that have nothing to do with each other, where the loss takes its uniform value.
   *
   * @param batch the number of rows
   * @return the outputs; by default all rows of all outputs are orthogonal to each other, or, where
   *     targets are distributions, all entries are equal
   */
  protected ArrayEmbeddings uniformOutputs(int batch) {
    if (loss().targetForm() == TargetForm.DISTRIBUTION) {
      return outputs(1, batch, WIDTH).map(array -> LossInputs.uniformRows(batch, WIDTH));
    }
    int count = outputs(0, batch, WIDTH).outputs().size();
    return outputs(index -> LossInputs.orthogonal(index, count, batch));
  }

  /**
   * Outputs that are all the same, where the loss takes its collapsed value.
   *
   * @param batch the number of rows
   * @return the outputs; by default each row of each of them is the same vector, or, where targets
   *     are distributions, all have all weight on the same entry
   */
  protected ArrayEmbeddings collapsedOutputs(int batch) {
    if (loss().targetForm() == TargetForm.DISTRIBUTION) {
      return outputs(1, batch, WIDTH)
          .map(
              (output, array) ->
                  LossInputs.oneHotRows(batch, WIDTH, output.role() == Role.TARGET ? 1 : CERTAIN));
    }
    return outputs(index -> LossInputs.equalRows(batch));
  }

  /**
   * The state to test with.
   *
   * @param engine the engine of its tensors
   * @param loss the loss
   * @param outputs the outputs it will see
   * @return the state; the initial one by default
   */
  protected State state(ArrayEngine engine, Loss loss, ArrayEmbeddings outputs) {
    return engine.initialState(loss, outputs, 0);
  }

  /**
   * How far the loss may be from its reference values.
   *
   * @return the largest difference; 1e-9 by default
   */
  protected double referenceTolerance() {
    return 1e-9;
  }

  /** The loss asks for predictions, and for each role once. */
  @Test
  public final void roles_eachOnce() {
    List<Role> roles = loss().roles().stream().map(RoleRequirement::role).toList();
    assertThat(roles).contains(Role.PREDICTION).doesNotHaveDuplicates();
    assertThat(outputs(1, BATCH, WIDTH).outputs().keySet())
        .as("the outputs of this test are those that roles() asks for")
        .isEqualTo(outputs(index -> DoubleArray.gaussian(index, 1, 1)).outputs().keySet());
  }

  /** What a loss remembers is in its state: platforms evaluate it more than once a step. */
  @Test
  public final void fields_areFinal() {
    Fields.requireFinal(loss());
  }

  /** The loss is a finite scalar from the first step to the last. */
  @Test
  public final void compute_returnsFiniteScalar() {
    for (long index : new long[] {0, STEPS / 2, STEPS - 1}) {
      LossCase given = given(outputs(1, BATCH, WIDTH), index);
      Tensor value = given.compute(given.outputs());
      assertThat(value.shape()).as("shape at step %d", index).isEqualTo(Shape.scalar());
      assertThat(value.item()).as("loss at step %d", index).isFinite();
    }
  }

  /** Neither computing nor advancing, on whatever batch, changes what the next call returns. */
  @Test
  public final void compute_repeated_isTheSame() {
    LossCase given = given(outputs(1, BATCH, WIDTH), 3);
    Embeddings other = given.engine().embeddings(outputs(2, BATCH, WIDTH));
    double first = given.compute(given.outputs()).item();
    String before = StateRoundTrip.describe(given.engine(), given.state());

    given.loss().compute(other, given.state(), given.step());
    State next = given.loss().advance(other, given.state(), given.step());
    given.loss().compute(other, next, given.step());

    assertThat(given.compute(given.outputs()).item()).isEqualTo(first);
    assertThat(StateRoundTrip.describe(given.engine(), given.state())).isEqualTo(before);
  }

  /** The same seed gives the same state, and a saved and restored state the same loss. */
  @Test
  public final void state_restored_isTheSame() {
    LossCase given = given(outputs(1, BATCH, WIDTH), 3);
    LossCase again = given(outputs(1, BATCH, WIDTH), 3);
    assertThat(StateRoundTrip.describe(again.engine(), again.state()))
        .isEqualTo(StateRoundTrip.describe(given.engine(), given.state()));

    Embeddings batch = given.engine().embeddings(given.outputs());
    State next = given.loss().advance(batch, given.state(), given.step());
    State restored = StateRoundTrip.of(given.engine(), next);
    double expected = given.loss().compute(batch, next, given.step()).item();
    assertThat(loss().compute(batch, restored, given.step()).item()).isEqualTo(expected);
  }

  /** A gradient flows into each prediction and, under the host's stop-gradient, into no target. */
  @Test
  public final void gradients_flowToPredictionsOnly() {
    LossCase given = given(outputs(1, BATCH, WIDTH), 0);
    LossResult result = given.evaluate(given.outputs(), true);
    for (Map.Entry<Output, DoubleArray> entry : result.gradients().entrySet()) {
      double largest = entry.getValue().largest();
      if (entry.getKey().role() == Role.PREDICTION) {
        assertThat(largest).as("largest gradient by %s", entry.getKey()).isFinite().isPositive();
      } else {
        assertThat(largest).as("largest gradient by %s", entry.getKey()).isZero();
      }
    }
  }

  /** Without the host's stop-gradient a gradient flows into each target, if the loss leaves it. */
  @Test
  public final void gradients_withoutStopGradient_flowToTargetsAsDeclared() {
    LossCase given = given(outputs(1, BATCH, WIDTH), 0);
    LossResult result = given.evaluate(given.outputs(), false);
    for (Map.Entry<Output, DoubleArray> entry : result.gradients().entrySet()) {
      if (entry.getKey().role() == Role.TARGET) {
        assertThat(entry.getValue().largest() > 0)
            .as("whether a gradient flows into %s: leavesStopGradientToHost()", entry.getKey())
            .isEqualTo(leavesStopGradientToHost());
      }
    }
  }

  /** Gradients are the derivatives of the loss. */
  @Test
  public final void gradients_matchFiniteDifferences() {
    for (long seed = 1; seed <= 3; seed++) {
      LossCase given = given(outputs(seed, BATCH, WIDTH), 0);
      FiniteDifferences.check(
          given.engine(), given.loss(), given.outputs(), given.state(), given.step());
    }
  }

  /** The gradients by targets are derivatives too, where stop-gradient is off. */
  @Test
  public final void gradients_withoutStopGradient_matchFiniteDifferences() {
    LossCase given = given(outputs(4, BATCH, WIDTH), 0);
    FiniteDifferences.check(
        given.engine(),
        embeddings -> given.loss().compute(embeddings, given.state(), given.step()),
        given.outputs(),
        false,
        FiniteDifferences.TOLERANCE);
  }

  /** The loss of outputs without relation is the uniform reference value, whatever the batch. */
  @Test
  public final void referenceValues_uniform_isTaken() {
    for (int batch : new int[] {4, 7}) {
      LossCase given = given(uniformOutputs(batch), 0);
      assertThat(given.compute(given.outputs()).item())
          .as("loss of unrelated outputs, batch of %d", batch)
          .isCloseTo(given.reference().uniform(), within(referenceTolerance()));
    }
  }

  /** The loss of outputs that are all the same is the collapsed reference value. */
  @Test
  public final void referenceValues_collapsed_isTaken() {
    for (int batch : new int[] {4, 7}) {
      LossCase given = given(collapsedOutputs(batch), 0);
      assertThat(given.compute(given.outputs()).item())
          .as("loss of equal outputs, batch of %d", batch)
          .isCloseTo(given.reference().collapsed(), within(referenceTolerance()));
    }
  }

  /**
   * Both values hold as well where a recipe says {@code symmetric = false}: the first view predicts
   * the second, and there is nothing else. A loss without targets has no such use.
   */
  @Test
  public final void referenceValues_oneWay_areTaken() {
    assumeTrue(loss().roles().stream().anyMatch(asked -> asked.role() == Role.TARGET));
    LossCase uniform = given(LossInputs.oneWay(uniformOutputs(4)), 0);
    assertThat(uniform.compute(uniform.outputs()).item())
        .as("loss of unrelated outputs, one way")
        .isCloseTo(uniform.reference().uniform(), within(referenceTolerance()));
    LossCase collapsed = given(LossInputs.oneWay(collapsedOutputs(4)), 0);
    assertThat(collapsed.compute(collapsed.outputs()).item())
        .as("loss of equal outputs, one way")
        .isCloseTo(collapsed.reference().collapsed(), within(referenceTolerance()));
  }

  /**
   * A mean of rows over a batch is the average of those over its halves; a loss that relates rows
   * to each other, or sums over them, is not.
   */
  @Test
  public final void isMeanOfRows_asDeclared() {
    LossCase whole = given(outputs(1, BATCH, WIDTH), 0);
    double first = whole.compute(LossInputs.rows(whole.outputs(), 0, BATCH / 2)).item();
    double second = whole.compute(LossInputs.rows(whole.outputs(), BATCH / 2, BATCH)).item();
    double average = (first + second) / 2;
    double loss = whole.compute(whole.outputs()).item();
    boolean isMean = Math.abs(loss - average) <= ROUNDING * Math.max(1, Math.abs(loss));
    assertThat(isMean)
        .as(
            "whether the loss of a batch, %s, is the average of those of its halves, %s:"
                + " isMeanOfRows()",
            loss, average)
        .isEqualTo(whole.loss().isMeanOfRows());
  }

  /** Multiplying all outputs changes the loss or not, as declared. */
  @Test
  public final void isScaleInvariant_asDeclared() {
    LossCase given = given(outputs(1, BATCH, WIDTH), 0);
    double loss = given.compute(given.outputs()).item();
    double scaled = given.compute(LossInputs.scale(given.outputs(), 3)).item();
    boolean isInvariant = Math.abs(loss - scaled) <= ROUNDING * Math.max(1, Math.abs(loss));
    assertThat(isInvariant)
        .as(
            "whether the loss, %s, stays the same for outputs 3 times as large, %s:"
                + " isScaleInvariant()",
            loss, scaled)
        .isEqualTo(isScaleInvariant());
  }

  /** Rows of zeros, as dead units give them, are survived. */
  @Test
  public final void gradients_zeroRows_areFinite() {
    LossCase given = given(outputs(1, BATCH, WIDTH), 0);
    requireFinite(given, "one row of zeros", LossInputs.zeroRow(given.outputs()));
    requireFinite(given, "all zeros", LossInputs.scale(given.outputs(), 0));
  }

  /** So are outputs far larger than usual, whose exponentials overflow. */
  @Test
  public final void gradients_largeOutputs_areFinite() {
    LossCase given = given(outputs(1, BATCH, WIDTH), 0);
    requireFinite(given, "1e4 times as large", LossInputs.scale(given.outputs(), 1e4));
  }

  /** Scheduled values are finite over the whole run. */
  @Test
  public final void schedules_areFinite() {
    for (Map.Entry<String, Schedule> entry : loss().schedules().entrySet()) {
      for (long step = 0; step <= STEPS; step++) {
        assertThat(entry.getValue().at(step, STEPS))
            .as("%s at step %d of %d", entry.getKey(), step, STEPS)
            .isFinite();
      }
    }
  }

  private static void requireFinite(LossCase given, String what, ArrayEmbeddings outputs) {
    LossResult result = given.evaluate(outputs, true);
    assertThat(result.loss()).as("loss of outputs with %s", what).isFinite();
    result
        .gradients()
        .forEach(
            (output, gradient) ->
                assertThat(gradient.largest())
                    .as("largest gradient by %s, outputs with %s", output, what)
                    .isFinite());
  }

  private ArrayEmbeddings outputs(IntFunction<DoubleArray> arrays) {
    return LossInputs.asked(loss(), viewKinds(), arrays);
  }

  private LossCase given(ArrayEmbeddings outputs, long index) {
    ArrayEngine engine = new ArrayEngine();
    Loss loss = loss();
    return new LossCase(
        engine, loss, outputs, state(engine, loss, outputs), Step.of(index, STEPS).resolve(loss));
  }
}
