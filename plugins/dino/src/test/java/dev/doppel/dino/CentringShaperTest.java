package dev.doppel.dino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.spi.guard.CollapseGuard;
import dev.doppel.spi.guard.TargetShaper;
import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.Role;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.tensor.Shape;
import dev.doppel.spi.tensor.Tensor;
import dev.doppel.testkit.ArrayEngine;
import dev.doppel.testkit.CollapseGuardContract;
import dev.doppel.testkit.DoubleArray;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CentringShaperTest extends CollapseGuardContract {

  /** A handful of sums and exponentials in float64. */
  private static final double ROUNDING = 1e-14;

  private final ArrayEngine engine = new ArrayEngine();

  @Override
  protected CollapseGuard guard() {
    return create(Map.of());
  }

  @Test
  void shape_takesTheCentreOffAndSharpens() {
    TargetShaper shaper = create(Map.of("teacher-temperature", "0.5"));
    State state = State.empty().with("centre", engine.tensor(Shape.of(1, 2), 1, 2));
    // (1 + ln(3) / 2 - 1) / 0.5 = ln 3 and (2 - 2) / 0.5 = 0.
    Embeddings raw = targets(DoubleArray.ofRows(new double[] {1 + Math.log(3) / 2, 2}));

    Tensor shaped = shaper.shape(raw, state, step(shaper, 0)).get(0);

    assertThat(shaped.toArray()).containsExactly(new double[] {0.75, 0.25}, within(ROUNDING));
  }

  @Test
  void initialState_isACentreOfZeros() {
    Tensor centre =
        create(Map.of()).initialState(targets(DoubleArray.gaussian(1, 4, 3))).tensor("centre");

    assertThat(centre.shape()).isEqualTo(Shape.of(1, 3));
    assertThat(centre.toArray()).containsOnly(0);
  }

  @Test
  void advance_movesTheCentreByTheRawTargetsOfAllViews() {
    TargetShaper shaper = create(Map.of("center-momentum", "0.75"));
    State state = State.empty().with("centre", engine.tensor(Shape.of(1, 2), 4, 8));
    Embeddings raw =
        targets(
            DoubleArray.ofRows(new double[] {0, 1}, new double[] {2, 3}),
            DoubleArray.ofRows(new double[] {4, 5}, new double[] {6, 7}));

    State next = shaper.advance(raw, state, step(shaper, 0));

    // The mean of the four rows is (3, 4).
    assertThat(next.tensor("centre").toArray())
        .containsExactly(new double[] {0.75 * 4 + 0.25 * 3, 0.75 * 8 + 0.25 * 4}, within(ROUNDING));
  }

  @Test
  void schedules_warmUpInALineThroughBothEnds() {
    TargetShaper shaper =
        create(
            Map.of(
                "teacher-temperature", "0.07",
                "warmup-teacher-temperature", "0.04",
                "warmup-teacher-temperature-steps", "31"));

    assertThat(temperature(shaper, 0)).isEqualTo(0.04);
    assertThat(temperature(shaper, 10)).isCloseTo(0.05, within(ROUNDING));
    assertThat(temperature(shaper, 30)).isEqualTo(0.07);
    assertThat(temperature(shaper, 99)).isEqualTo(0.07);
    assertThat(temperature(create(Map.of()), 0)).isEqualTo(0.04);
  }

  private static double temperature(TargetShaper shaper, long index) {
    return step(shaper, index).value("teacher-temperature");
  }

  private Embeddings targets(DoubleArray... arrays) {
    Embeddings raw = Embeddings.empty();
    for (int view = 0; view < arrays.length; view++) {
      raw = raw.with(Role.TARGET, view, engine.tensor(arrays[view]));
    }
    return raw;
  }

  private static Step step(TargetShaper shaper, long index) {
    return Step.of(index, 100).resolve(shaper);
  }

  private static TargetShaper create(Map<String, String> texts) {
    CentringShaperFactory factory = new CentringShaperFactory();
    return (TargetShaper) factory.create(Options.parse(factory.options(), texts));
  }
}
