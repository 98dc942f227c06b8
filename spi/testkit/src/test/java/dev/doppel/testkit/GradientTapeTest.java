package dev.doppel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.runtime.tape.ArrayOperations;
import dev.doppel.runtime.tape.GradientTape;
import dev.doppel.runtime.tape.TapeScope;
import dev.doppel.spi.tensor.Shape;
import dev.doppel.spi.tensor.Tensor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the tape records, and whose memory is whose. */
final class GradientTapeTest {

  private static final DoubleArray TWO_ROWS = DoubleArray.gaussian(1, 2, 3);

  private final Set<DoubleArray> alive = Collections.newSetFromMap(new IdentityHashMap<>());
  private final GradientTape<DoubleArray> tape = new GradientTape<>(counted());

  /** The float64 operations, with account kept of each array that was made and not released. */
  @SuppressWarnings("unchecked") // the proxy implements the raw form of the interface
  private ArrayOperations<DoubleArray> counted() {
    DoubleArrayOperations operations = new DoubleArrayOperations();
    return (ArrayOperations<DoubleArray>)
        Proxy.newProxyInstance(
            GradientTapeTest.class.getClassLoader(),
            new Class<?>[] {ArrayOperations.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("release")) {
                assertThat(alive.remove((DoubleArray) arguments[0])).as("released once").isTrue();
                return null;
              }
              try {
                Object result = method.invoke(operations, arguments);
                if (result instanceof DoubleArray array) {
                  boolean isOperand = Arrays.stream(arguments).anyMatch(given -> given == array);
                  assertThat(isOperand || alive.add(array)).as("made once").isTrue();
                }
                return result;
              } catch (InvocationTargetException exception) {
                throw exception.getCause();
              }
            });
  }

  private static Tensor loss(Tensor tensor) {
    return tensor
        .l2Normalize(1)
        .softmax(1)
        .reshape(Shape.of(3, 2))
        .reshape(Shape.of(3, 2))
        .max(0, false)
        .log()
        .mean();
  }

  @Test
  void close_freesEverythingMadeInTheScope() {
    TapeScope scope = tape.open();
    Tensor variable = tape.variable(TWO_ROWS);
    DoubleArray gradient = tape.gradients(loss(variable), List.of(variable)).get(0);
    assertThat(alive).hasSizeGreaterThan(10);

    scope.close();

    assertThat(alive).as("all but the caller's gradient").containsExactly(gradient);
  }

  @Test
  void gradients_freeTheirIntermediateResults() {
    Tensor variable = tape.variable(TWO_ROWS);
    TapeScope scope = tape.open();
    Tensor loss = loss(variable);
    int before = alive.size();
    tape.gradients(loss, List.of(variable));
    assertThat(alive).hasSize(before + 1);
    scope.close();
  }

  @Test
  void retain_outlivesTheScopeUntilReleased() {
    TapeScope scope = tape.open();
    Tensor made = tape.constant(TWO_ROWS).multiply(2);
    Tensor retained = tape.retain(made);
    double[] values = made.toArray();
    scope.close();

    assertThat(alive).containsExactly(tape.value(retained));
    assertThat(retained.toArray()).isEqualTo(values);

    TapeScope next = tape.open();
    assertThat(retained.add(1).toArray()[0]).isEqualTo(values[0] + 1);
    next.close();
    tape.release(retained);
    assertThat(alive).isEmpty();
  }

  @Test
  void open_nested_ownsWhatIsMadeInside() {
    TapeScope outer = tape.open();
    tape.constant(TWO_ROWS).add(1);
    TapeScope inner = tape.open();
    tape.constant(TWO_ROWS).add(2);
    assertThatThrownBy(outer::close).isInstanceOf(IllegalStateException.class);
    inner.close();
    assertThat(alive).hasSize(1);
    outer.close();
    assertThat(alive).isEmpty();
    assertThatThrownBy(outer::close).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void gradients_ofSharedAndUnusedVariables() {
    Tensor x = tape.variable(DoubleArray.of(Shape.of(2), 3, 5));
    Tensor unused = tape.variable(DoubleArray.of(Shape.of(1), 7));
    Tensor y = x.multiply(x).add(x);

    List<DoubleArray> gradients = tape.gradients(y.sum(), List.of(x, unused, y));

    assertThat(gradients.get(0).toArray()).containsExactly(7, 11);
    assertThat(gradients.get(1).toArray()).containsExactly(0);
    assertThat(gradients.get(2).toArray()).containsExactly(1, 1);
  }

  @Test
  void gradients_ofManyUsesOfOneResult_costOneVisitEach() {
    // 2^60 ways lead from the loss to x: only a walk in the order of making ends.
    Tensor x = tape.variable(DoubleArray.of(Shape.scalar(), 1));
    Tensor doubled = x;
    for (int i = 0; i < 60; i++) {
      doubled = doubled.add(doubled);
    }
    assertThat(tape.gradients(doubled, List.of(x)).get(0).toArray()).containsExactly(0x1p60);
  }

  @Test
  void stopGradient_cutsTheWayBack() {
    Tensor x = tape.variable(DoubleArray.of(Shape.scalar(), 3));
    Tensor loss = x.multiply(x.stopGradient());
    assertThat(tape.gradients(loss, List.of(x)).get(0).toArray()).containsExactly(3);
    Tensor cut = x.multiply(2).stopGradient();
    assertThat(tape.gradients(cut, List.of(x)).get(0).toArray()).containsExactly(0);
  }

  @Test
  void gradients_ofConstants_areZero() {
    Tensor constant = tape.constant(TWO_ROWS);
    assertThat(tape.gradients(constant.sum(), List.of(constant)).get(0).toArray()).containsOnly(0);
  }

  @Test
  void gradients_ofManyElements_areRefused() {
    Tensor x = tape.variable(TWO_ROWS);
    assertThatThrownBy(() -> tape.gradients(x, List.of(x)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a loss must be a scalar to have gradients, not of shape [2, 3]");
  }

  @Test
  void max_ofTies_sharesTheGradient() {
    Tensor x = tape.variable(DoubleArray.of(Shape.of(4), 2, 1, 2, 0));
    assertThat(tape.gradients(x.max(0, false), List.of(x)).get(0).toArray())
        .containsExactly(0.5, 0, 0.5, 0);
  }

  @Test
  void maximum_atTheBound_letsTheGradientPass() {
    Tensor x = tape.variable(DoubleArray.of(Shape.of(3), 0.5, 1, 2));
    assertThat(tape.gradients(x.maximum(1).sum(), List.of(x)).get(0).toArray())
        .containsExactly(0, 1, 1);
  }
}
