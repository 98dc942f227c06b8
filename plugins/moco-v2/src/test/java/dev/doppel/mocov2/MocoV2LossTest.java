package dev.doppel.mocov2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.Role;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.testkit.ArrayEmbeddings;
import dev.doppel.testkit.ArrayEngine;
import dev.doppel.testkit.DoubleArray;
import dev.doppel.testkit.LossContract;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class MocoV2LossTest extends LossContract {

  /** A handful of exponentials and logarithms in float64. */
  private static final double ROUNDING = 1e-14;

  private static final double TEMPERATURE = 0.2;
  private static final int QUEUE_LENGTH = 12;
  private static final Step STEP = Step.of(0, 100);

  @Override
  protected Loss loss() {
    return new MocoV2Loss(TEMPERATURE, QUEUE_LENGTH);
  }

  @Override
  protected boolean isScaleInvariant() {
    return true;
  }

  /** The queue once all of it has come from batches like this one, as late in a run. */
  @Override
  protected State state(ArrayEngine engine, Loss loss, ArrayEmbeddings outputs) {
    Embeddings embeddings = engine.embeddings(outputs);
    State state = super.state(engine, loss, outputs);
    int batch = outputs.get(Role.TARGET, 1).shape().size(0);
    for (int rows = 0; rows < QUEUE_LENGTH; rows += batch) {
      state = loss.advance(embeddings, state, STEP);
    }
    return state;
  }

  @Test
  void compute_oneQuery_isItsCrossEntropyAgainstTheQueue() {
    ArrayEngine engine = new ArrayEngine();
    ArrayEmbeddings outputs =
        ArrayEmbeddings.empty()
            .with(Role.PREDICTION, 0, DoubleArray.ofRows(new double[] {2, 0}))
            .with(Role.TARGET, 1, DoubleArray.ofRows(new double[] {3, 3}));
    // Cosines: 1 / sqrt 2 with the key; 1, 0 and -1 with the queue.
    State state =
        State.empty()
            .with(
                "queue",
                engine.tensor(
                    DoubleArray.ofRows(
                        new double[] {1, 0}, new double[] {0, 1}, new double[] {-1, 0})));
    double positive = Math.sqrt(0.5) / TEMPERATURE;
    double all = Math.exp(positive) + Math.exp(5) + 1 + Math.exp(-5);

    assertThat(engine.evaluate(loss(), outputs, state, STEP).loss())
        .isCloseTo(Math.log(all) - positive, within(ROUNDING));
  }

  @Test
  void compute_publishedQueueAtChance_isItsLogarithm() {
    // ln 65,537 = 11.09037, to four places.
    ArrayEngine engine = new ArrayEngine();
    ArrayEmbeddings outputs =
        ArrayEmbeddings.empty()
            .with(Role.PREDICTION, 0, DoubleArray.ofRows(new double[] {1, 0}))
            .with(Role.TARGET, 1, DoubleArray.ofRows(new double[] {1, 0}));
    int length = Math.toIntExact(MocoV2LossFactory.QUEUE_LENGTH.defaultValue().orElseThrow());

    assertThat(
            new MocoV2Loss(TEMPERATURE, length)
                .referenceValues(engine.embeddings(outputs))
                .uniform())
        .isCloseTo(11.0904, within(5e-5));
  }

  @Test
  void advance_changesNoKeyThatTheLossHasSeen() {
    ArrayEngine engine = new ArrayEngine();
    ArrayEmbeddings outputs = outputs(1, 4, 5);
    State before = engine.initialState(loss(), outputs, 7);
    State after = loss().advance(engine.embeddings(outputs), before, STEP);

    double[] queue = before.tensor("queue").toArray();
    assertThat(after.tensor("queue").toArray())
        .hasSameSizeAs(queue)
        .endsWith(Arrays.copyOfRange(queue, 4 * 5, queue.length));
    assertThat(after.number("position", -1)).isEqualTo(4);
  }
}
