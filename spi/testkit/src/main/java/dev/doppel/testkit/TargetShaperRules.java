package dev.doppel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.doppel.spi.guard.TargetShaper;
import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.HeadParameter;
import dev.doppel.spi.loss.Role;
import dev.doppel.spi.loss.RoleRequirement;
import dev.doppel.spi.loss.TargetForm;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.DynamicTest;

/** The contract of target shapers. */
final class TargetShaperRules {

  private static final int BATCH = 6;
  private static final int WIDTH = 5;
  private static final int FEATURES = 4;
  private static final int VIEWS = 3;
  private static final long STEPS = 100;

  /** A sum of a few numbers under 1, in another order. */
  private static final double ROUNDING = 1e-12;

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
    for (int views = 1; views <= VIEWS; views++) {
      TargetShaper shaper = shapers.get();
      Embeddings raw = raw(shaper, 1, 1, views);
      List<Tensor> shaped = shaper.shape(raw, initial(shaper, views), step(shaper, 0));
      assertThat(shaped).hasSize(views);
      assertThat(shaped)
          .allSatisfy(
              tensor -> {
                assertThat(tensor.shape()).isEqualTo(raw.get(Role.TARGET, 0).shape());
                assertThat(engine.read(tensor).largest()).isFinite();
                requireForm(shaper, engine.read(tensor));
              });
    }
  }

  private void largeTargetsAreFinite() {
    TargetShaper shaper = shapers.get();
    State state = initial(shaper, VIEWS);
    for (double scale : new double[] {0, 1e4}) {
      Embeddings raw = raw(shaper, 1, scale, VIEWS);
      for (Tensor tensor : shaper.shape(raw, state, step(shaper, 0))) {
        assertThat(engine.read(tensor).largest())
            .as("largest entry of targets of size %s, shaped", scale)
            .isFinite();
      }
    }
  }

  private void shapeIsRepeatable() {
    TargetShaper shaper = shapers.get();
    State state = initial(shaper, VIEWS);
    List<DoubleArray> first = read(shaper.shape(raw(shaper, 1, 1, VIEWS), state, step(shaper, 0)));
    State next = shaper.advance(raw(shaper, 2, 1, VIEWS), state, step(shaper, 0));
    shaper.shape(raw(shaper, 3, 1, VIEWS), next, step(shaper, 1));
    assertThat(read(shaper.shape(raw(shaper, 1, 1, VIEWS), state, step(shaper, 0))))
        .isEqualTo(first);
    assertThat(read(shapers.get().shape(raw(shaper, 1, 1, VIEWS), state, step(shaper, 0))))
        .isEqualTo(first);
  }

  private void resumedEqualsUninterrupted() {
    TargetShaper uninterrupted = shapers.get();
    State state = initial(uninterrupted, VIEWS);
    State restored = initial(uninterrupted, VIEWS);
    for (int index = 0; index < 10; index++) {
      Embeddings raw = raw(uninterrupted, index, 1, VIEWS);
      Step step = step(uninterrupted, index);
      TargetShaper resumed = shapers.get();
      assertThat(read(resumed.shape(raw, restored, step)))
          .isEqualTo(read(uninterrupted.shape(raw, state, step)));
      state = uninterrupted.advance(raw, state, step);
      restored = StateRoundTrip.of(engine, resumed.advance(raw, restored, step));
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

  private void requireForm(TargetShaper shaper, DoubleArray shaped) {
    if (shaper.form() == TargetForm.DISTRIBUTION) {
      for (double[] row : shaped.toRows()) {
        assertThat(Arrays.stream(row).allMatch(value -> value >= 0)).as("%s", row).isTrue();
        assertThat(Arrays.stream(row).sum()).as("sum of a row").isCloseTo(1, within(ROUNDING));
      }
    }
  }

  private State initial(TargetShaper shaper, int views) {
    return shaper.initialState(raw(shaper, 0, 1, views));
  }

  private static Step step(TargetShaper shaper, long index) {
    return Step.of(index, STEPS).resolve(shaper);
  }

  /** Targets, and what else the shaper asks for: features of another width, and prototypes. */
  private Embeddings raw(TargetShaper shaper, long seed, double scale, int views) {
    Embeddings raw = Embeddings.empty();
    for (int view = 0; view < views; view++) {
      raw = raw.with(Role.TARGET, view, gaussian(10 * seed + view, BATCH, WIDTH).multiply(scale));
    }
    for (RoleRequirement requirement : shaper.roles()) {
      for (int view = 0; view < views; view++) {
        long own = 1000 + 10 * seed + view;
        raw = raw.with(requirement.role(), view, gaussian(own, BATCH, FEATURES).l2Normalize(1));
      }
    }
    for (HeadParameter parameter : shaper.headParameters()) {
      raw = raw.with(parameter, gaussian(7, WIDTH, FEATURES).l2Normalize(1));
    }
    return raw;
  }

  private Tensor gaussian(long seed, int rows, int columns) {
    return engine.tensor(DoubleArray.gaussian(seed, rows, columns));
  }

  private List<DoubleArray> read(List<Tensor> tensors) {
    return tensors.stream().map(engine::read).toList();
  }
}
