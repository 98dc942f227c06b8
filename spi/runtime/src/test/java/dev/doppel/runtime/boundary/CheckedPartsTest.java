package dev.doppel.runtime.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.runtime.plugin.PluginException;
import dev.doppel.spi.guard.Assessment;
import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.guard.GradientGuard;
import dev.doppel.spi.guard.Observation;
import dev.doppel.spi.guard.TargetShaper;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.schedule.Schedule;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.target.TargetParameters;
import dev.doppel.spi.target.TargetUpdate;
import dev.doppel.spi.view.Image;
import dev.doppel.spi.view.ViewOperation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Parts behind a boundary that need no tensors; those that do are tested with the test kit. */
final class CheckedPartsTest {

  private static final PartOrigin ORIGIN = PartOrigin.ofProgram("the part");

  /**
   * A method with a default that a boundary does not forward would be the default's from now on.
   */
  @Test
  void everyPart_forwardsAllMethodsOfItsInterface() {
    expectForwarded(Loss.class, CheckedLoss.class);
    expectForwarded(TargetUpdate.class, CheckedTargetUpdate.class);
    expectForwarded(TargetShaper.class, CheckedTargetShaper.class);
    expectForwarded(GradientGuard.class, CheckedGradientGuard.class);
    expectForwarded(CollapseMonitor.class, CheckedMonitor.class);
    expectForwarded(ViewOperation.class, CheckedViewOperation.class);
  }

  private static void expectForwarded(Class<?> part, Class<?> checked) {
    assertThat(part.getMethods())
        .filteredOn(method -> !Modifier.isStatic(method.getModifiers()))
        .isNotEmpty()
        .allSatisfy(
            method ->
                assertThat(Arrays.stream(checked.getDeclaredMethods()))
                    .as("%s of %s", method, checked)
                    .anyMatch(declared -> isSame(declared, method)));
  }

  /** Each method of a checked part calls the one of its own name, and no other before. */
  @Test
  void everyPart_callsTheMethodOfTheSameName() {
    expectOwnCalls(Loss.class, PluginBoundary::loss);
    expectOwnCalls(TargetUpdate.class, PluginBoundary::targetUpdate);
    expectOwnCalls(TargetShaper.class, PluginBoundary::targetShaper);
    expectOwnCalls(GradientGuard.class, PluginBoundary::gradientGuard);
    expectOwnCalls(CollapseMonitor.class, PluginBoundary::monitor);
    expectOwnCalls(ViewOperation.class, PluginBoundary::viewOperation);
  }

  private static <P> void expectOwnCalls(Class<P> type, BiFunction<PluginBoundary, P, P> around) {
    List<String> called = new ArrayList<>();
    P recording =
        proxy(
            type,
            name -> {
              called.add(name);
              throw new IllegalStateException("recorded");
            });
    P checked = around.apply(new PluginBoundary(ORIGIN, BoundaryChecks.FULL), recording);
    for (Method method : type.getMethods()) {
      if (Modifier.isStatic(method.getModifiers())) {
        continue;
      }
      called.clear();
      Object[] arguments =
          Arrays.stream(method.getParameterTypes()).map(CheckedPartsTest::any).toArray();
      assertThatThrownBy(() -> method.invoke(checked, arguments))
          .as("%s", method)
          .hasCauseInstanceOf(PluginException.class)
          .hasRootCauseMessage("recorded");
      assertThat(called).as("%s", method).containsExactly(method.getName());
    }
  }

  private static <P> P proxy(Class<P> type, Function<String, Object> answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answer.apply(method.getName())));
  }

  private static Object any(Class<?> type) {
    if (type == Step.class) {
      return Step.of(3, 10);
    }
    if (type == State.class) {
      return State.empty();
    }
    if (type == Embeddings.class) {
      return Embeddings.empty();
    }
    if (type == Observation.class) {
      return proxy(Observation.class, name -> Step.of(3, 10));
    }
    if (type == long.class) {
      return 1L;
    }
    return type == int.class ? Integer.valueOf(1) : null;
  }

  private static boolean isSame(Method one, Method other) {
    return one.getName().equals(other.getName())
        && Arrays.equals(one.getParameterTypes(), other.getParameterTypes());
  }

  @Test
  void schedules_momentumOutOfRange_isRefusedWithItsStep() {
    TargetUpdate update = update(Map.of("momentum", (step, steps) -> step / 4.0));

    assertThat(momentum(update, BoundaryChecks.SHAPES, 4)).isEqualTo(1.0);
    assertThatThrownBy(() -> momentum(update, BoundaryChecks.SHAPES, 5))
        .isInstanceOf(PluginException.class)
        .hasMessage("the part schedules momentum = 1.25 at step 5, which must be in [0, 1]");
    assertThat(momentum(update, BoundaryChecks.NONE, 5)).isEqualTo(1.25);
  }

  @Test
  void schedules_notFinite_isRefusedWhateverItsName() {
    TargetUpdate update =
        update(Map.of("momentum", Schedule.constant(1), "rate", Schedule.constant(Double.NaN)));

    assertThatThrownBy(() -> momentum(update, BoundaryChecks.FULL, 0))
        .hasMessage("the part schedules rate = NaN at step 0, which must be a finite number");
  }

  @Test
  void schedules_failing_isBlamed() {
    TargetUpdate update =
        update(
            Map.of(
                "momentum",
                (step, steps) -> {
                  throw new NoSuchMethodError("curve");
                }));

    assertThatThrownBy(() -> momentum(update, BoundaryChecks.NONE, 3))
        .isInstanceOf(PluginException.class)
        .hasMessageStartingWith("the part, called at step 3, was built against another version");
  }

  @Test
  void schedules_nameThatIsNoColumn_isRefused() {
    TargetUpdate update =
        update(Map.of("momentum", Schedule.constant(1), "a,b", Schedule.constant(1)));

    assertThatThrownBy(() -> momentum(update, BoundaryChecks.NONE, 0))
        .isInstanceOf(PluginException.class)
        .hasMessageStartingWith("the part returned a schedule named 'a,b'; names must have");
  }

  private static double momentum(TargetUpdate update, BoundaryChecks checks, long index) {
    TargetUpdate checked = new PluginBoundary(ORIGIN, checks).targetUpdate(update);
    return Step.of(index, 10).resolve(checked).value("momentum");
  }

  private static TargetUpdate update(Map<String, Schedule> schedules) {
    return new TargetUpdate() {
      @Override
      public Map<String, Schedule> schedules() {
        return schedules;
      }

      @Override
      public State apply(TargetParameters parameters, State state, Step step) {
        return state;
      }
    };
  }

  @Test
  void interval_lessThanOne_isRefused() {
    assertThat(checked(BoundaryChecks.FULL, 1, 0).interval()).isEqualTo(1);
    assertThatThrownBy(() -> checked(BoundaryChecks.SHAPES, 0, 0).interval())
        .hasMessage("the part returned 0 steps from interval, which must be at least 1");
    assertThatThrownBy(() -> checked(BoundaryChecks.SHAPES, 1, -2).delay())
        .hasMessage("the part returned -2 steps from delay, which must be at least 0");
    assertThat(checked(BoundaryChecks.NONE, 0, 0).interval()).isZero();
  }

  private static CollapseMonitor checked(BoundaryChecks checks, int interval, int delay) {
    return new PluginBoundary(ORIGIN, checks).monitor(new Monitor(interval, delay));
  }

  private record Monitor(int interval, int delay) implements CollapseMonitor {

    @Override
    public Assessment assess(Observation observation, State state) {
      return new Assessment(Verdict.healthy(Map.of()), state);
    }
  }

  @Test
  void apply_otherChannelsFromAViewOperation_isRefused() {
    PluginBoundary boundary = new PluginBoundary(ORIGIN, BoundaryChecks.FULL);
    Image color = new Image(3, 1, 1, new float[3]);
    Image gray = new Image(1, 1, 1, new float[1]);

    assertThatThrownBy(() -> boundary.viewOperation((image, random) -> gray).apply(color, null))
        .isInstanceOf(PluginException.class)
        .hasMessage("the part made an image of 1 channels from one of 3; an operation keeps them");
  }

  @Test
  void apply_nullFromAViewOperation_isRefused() {
    PluginBoundary boundary = new PluginBoundary(ORIGIN, BoundaryChecks.NONE);

    assertThatThrownBy(() -> boundary.viewOperation((image, random) -> null).apply(null, null))
        .hasMessage("the part returned null from apply");
  }
}
