package dev.doppel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.doppel.spi.guard.TargetShaper;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.tensor.Tensor;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.DynamicTest;

/** The contract of target shapers. */
final class TargetShaperRules {

  private static final int BATCH = 6;
  private static final int WIDTH = 5;
  private static final long STEPS = 100;

  private final Supplier<TargetShaper> shapers;
  private final ArrayEngine engine = new ArrayEngine();

  TargetShaperRules(Supplier<TargetShaper> shapers) {
    this.shapers = shapers;
  }

  List<DynamicTest> tests() {
    return List.of(
        dynamicTest("shape_keepsNumberAndShapes", this::shapeKeepsNumberAndShapes),
        dynamicTest("shape_largeTargets_isFinite", this::largeTargetsAreFinite),
        dynamicTest("shape_repeated_isTheSame", this::shapeIsRepeatable),
        dynamicTest("advance_resumed_equalsUninterrupted", this::resumedEqualsUninterrupted),
        dynamicTest("schedules_areFinite", this::schedulesAreFinite));
  }

  private void shapeKeepsNumberAndShapes() {
    for (int views = 1; views <= 3; views++) {
      TargetShaper shaper = shapers.get();
      List<Tensor> targets = targets(1, 1).subList(0, views);
      List<Tensor> shaped = shaper.shape(targets, initial(shaper), step(shaper, 0));
      assertThat(shaped).hasSize(views);
      assertThat(shaped)
          .allSatisfy(
              tensor -> {
                assertThat(tensor.shape()).isEqualTo(targets.get(0).shape());
                assertThat(engine.read(tensor).largest()).isFinite();
              });
    }
  }

  private void largeTargetsAreFinite() {
    TargetShaper shaper = shapers.get();
    State state = initial(shaper);
    for (double scale : new double[] {0, 1e4}) {
      List<Tensor> targets = targets(1, scale);
      for (Tensor tensor : shaper.shape(targets, state, step(shaper, 0))) {
        assertThat(engine.read(tensor).largest())
            .as("largest entry of targets of size %s, shaped", scale)
            .isFinite();
      }
    }
  }

  private void shapeIsRepeatable() {
    TargetShaper shaper = shapers.get();
    State state = initial(shaper);
    List<DoubleArray> first = read(shaper.shape(targets(1, 1), state, step(shaper, 0)));
    State next = shaper.advance(targets(2, 1), state, step(shaper, 0));
    shaper.shape(targets(3, 1), next, step(shaper, 1));
    assertThat(read(shaper.shape(targets(1, 1), state, step(shaper, 0)))).isEqualTo(first);
    assertThat(read(shapers.get().shape(targets(1, 1), state, step(shaper, 0)))).isEqualTo(first);
  }

  private void resumedEqualsUninterrupted() {
    TargetShaper uninterrupted = shapers.get();
    State state = initial(uninterrupted);
    State restored = initial(uninterrupted);
    for (int index = 0; index < 10; index++) {
      List<Tensor> targets = targets(index, 1);
      Step step = step(uninterrupted, index);
      TargetShaper resumed = shapers.get();
      assertThat(read(resumed.shape(targets, restored, step)))
          .isEqualTo(read(uninterrupted.shape(targets, state, step)));
      state = uninterrupted.advance(targets, state, step);
      restored = StateRoundTrip.of(engine, resumed.advance(targets, restored, step));
    }
    assertThat(StateRoundTrip.describe(engine, restored))
        .isEqualTo(StateRoundTrip.describe(engine, state));
  }

  private void schedulesAreFinite() {
    shapers
        .get()
        .schedules()
        .forEach(
            (name, schedule) -> {
              for (long step = 0; step <= STEPS; step++) {
                assertThat(schedule.at(step, STEPS)).as("%s at step %d", name, step).isFinite();
              }
            });
  }

  private State initial(TargetShaper shaper) {
    return shaper.initialState(WIDTH, targets(0, 1).get(0));
  }

  private static Step step(TargetShaper shaper, long index) {
    return Step.of(index, STEPS).resolve(shaper);
  }

  private List<Tensor> targets(long seed, double scale) {
    return List.of(
        engine.tensor(DoubleArray.gaussian(10 * seed, BATCH, WIDTH)).multiply(scale),
        engine.tensor(DoubleArray.gaussian(10 * seed + 1, BATCH, WIDTH)).multiply(scale),
        engine.tensor(DoubleArray.gaussian(10 * seed + 2, BATCH, WIDTH)).multiply(scale));
  }

  private List<DoubleArray> read(List<Tensor> tensors) {
    return tensors.stream().map(engine::read).toList();
  }
}
