package dev.doppel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.spi.step.State;
import dev.doppel.spi.tensor.Shape;
import dev.doppel.spi.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Rows of a state's tensor on the float64 engine; it is here because the interface has none. */
final class StateRowsTest {

  private static final String QUEUE = "queue";

  private final ArrayEngine engine = new ArrayEngine();
  private final State state = State.empty().with(QUEUE, rows(1, 2, 3, 4)).with("count", 7);

  @Test
  void withRows_twice_replacesInOrderAndLeavesTheFormerState() {
    State next = state.withRows(QUEUE, 2, rows(5, 6)).withRows(QUEUE, 0, rows(7, 8, 9));

    assertThat(next.tensor(QUEUE).toArray()).containsExactly(7, 8, 9, 6);
    assertThat(next.tensors().get(QUEUE).toArray()).containsExactly(7, 8, 9, 6);
    assertThat(next.number("count", 0)).isEqualTo(7);
    assertThat(next.with("count", 8).tensor(QUEUE).toArray()).containsExactly(7, 8, 9, 6);
    assertThat(state.tensor(QUEUE).toArray()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void with_afterWithRows_forgetsThem() {
    State next = state.withRows(QUEUE, 0, rows(5)).with(QUEUE, rows(8, 9));

    assertThat(next.replacements(QUEUE)).isEmpty();
    assertThat(next.tensor(QUEUE).toArray()).containsExactly(8, 9);
  }

  @Test
  void withRows_thatTheTensorHasNot_areNamed() {
    assertThatThrownBy(() -> state.withRows(QUEUE, 3, rows(5, 6)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rows 3 to 5 cannot be replaced in a tensor of shape [4, 1]");
    assertThatThrownBy(() -> state.withRows(QUEUE, -1, rows(5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rows -1 to 0 cannot be replaced in a tensor of shape [4, 1]");
    assertThatThrownBy(() -> state.withRows("centre", 0, rows(5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no tensor 'centre'");
  }

  private Tensor rows(double... values) {
    return engine.tensor(Shape.of(values.length, 1), values);
  }
}
