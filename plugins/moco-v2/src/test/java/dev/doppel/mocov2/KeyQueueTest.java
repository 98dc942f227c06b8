package dev.doppel.mocov2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.spi.step.State;
import dev.doppel.spi.tensor.Shape;
import dev.doppel.spi.tensor.Tensor;
import dev.doppel.testkit.ArrayEngine;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class KeyQueueTest {

  private final ArrayEngine engine = new ArrayEngine();

  @Test
  void random_rowsAreOfUnitLengthAndDiffer() {
    double[] keys = KeyQueue.keys(KeyQueue.random(3, 4, numbers(0), 7)).toArray();

    assertThat(keys).hasSize(12).doesNotHaveDuplicates();
    for (int row = 0; row < 3; row++) {
      double squares = Arrays.stream(keys, 4 * row, 4 * row + 4).map(value -> value * value).sum();
      // Four squares and a root in float64.
      assertThat(squares).isCloseTo(1, within(1e-14));
    }
  }

  @Test
  void random_isAFunctionOfTheSeed() {
    Tensor like = numbers(0);

    assertThat(KeyQueue.keys(KeyQueue.random(5, 2, like, 1)).toArray())
        .isEqualTo(KeyQueue.keys(KeyQueue.random(5, 2, like, 1)).toArray())
        .isNotEqualTo(KeyQueue.keys(KeyQueue.random(5, 2, like, 2)).toArray());
  }

  @Test
  void enqueue_batchesThatDivideTheQueue_replaceTheOldest() {
    State state = queue(1, 2, 3, 4);

    state = expect(KeyQueue.enqueue(state, numbers(5, 6)), 2, 5, 6, 3, 4);
    state = expect(KeyQueue.enqueue(state, numbers(7, 8)), 0, 5, 6, 7, 8);
    expect(KeyQueue.enqueue(state, numbers(9, 10)), 2, 9, 10, 7, 8);
  }

  @Test
  void enqueue_batchesThatDoNot_wrapAround() {
    State state = queue(1, 2, 3, 4, 5);

    state = expect(KeyQueue.enqueue(state, numbers(6, 7, 8)), 3, 6, 7, 8, 4, 5);
    state = expect(KeyQueue.enqueue(state, numbers(9, 10, 11)), 1, 11, 7, 8, 9, 10);
    expect(KeyQueue.enqueue(state, numbers(12)), 2, 11, 12, 8, 9, 10);
  }

  @Test
  void enqueue_batchOfTheQueuesLengthOrMore_leavesItsLastRows() {
    State state = KeyQueue.enqueue(queue(1, 2, 3), numbers(4));

    expect(KeyQueue.enqueue(state, numbers(5, 6, 7)), 0, 5, 6, 7);
    expect(KeyQueue.enqueue(state, numbers(5, 6, 7, 8)), 0, 6, 7, 8);
  }

  private static State expect(State state, int position, double... keys) {
    assertThat(KeyQueue.keys(state).toArray()).containsExactly(keys);
    assertThat(state.number("position", -1)).isEqualTo(position);
    return state;
  }

  private State queue(double... keys) {
    return State.empty().with("queue", numbers(keys)).with("position", 0);
  }

  private Tensor numbers(double... values) {
    return engine.tensor(Shape.of(values.length, 1), values);
  }
}
