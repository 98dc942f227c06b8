package dev.doppel.swav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.spi.guard.CollapseGuard;
import dev.doppel.spi.guard.TargetShaper;
import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.HeadParameter;
import dev.doppel.spi.loss.Role;
import dev.doppel.spi.loss.RoleRequirement;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.tensor.Shape;
import dev.doppel.spi.tensor.Tensor;
import dev.doppel.spi.view.ViewSelection;
import dev.doppel.testkit.ArrayEngine;
import dev.doppel.testkit.CollapseGuardContract;
import dev.doppel.testkit.DoubleArray;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract once more, with a queue that is full after a step, and what the queue does. */
final class SinkhornQueueTest extends CollapseGuardContract {

  /** Sums, exponentials and logarithms in float64. */
  private static final double ROUNDING = 1e-12;

  private static final int PROTOTYPES = 3;
  private static final int WIDTH = 2;

  private final ArrayEngine engine = new ArrayEngine();

  @Override
  protected CollapseGuard guard() {
    return create(Map.of("queue-length", "9"));
  }

  @Test
  void roles_askForFeaturesAndPrototypes() {
    TargetShaper shaper = create(Map.of("queue-length", "9"));

    assertThat(shaper.roles()).containsExactly(RoleRequirement.queue(ViewSelection.global()));
    assertThat(shaper.headParameters()).containsExactly(HeadParameter.PROTOTYPES);
  }

  @Test
  void advance_newestFeaturesComeFirstForEachView() {
    TargetShaper shaper = create(Map.of("queue-length", "3"));
    State state = shaper.initialState(batch(0, 2));
    assertThat(state.tensor("queue-0").toArray()).hasSize(3 * WIDTH).containsOnly(0);

    state = shaper.advance(batch(1, 2), state, step(0));
    state = shaper.advance(batch(2, 2), state, step(1));

    for (int view = 0; view < 2; view++) {
      double[][] queue = engine.read(state.tensor("queue-" + view)).toRows();
      double[][] newest = features(2, view, 2).toRows();
      assertThat(queue)
          .isDeepEqualTo(new double[][] {newest[0], newest[1], features(1, view, 2).toRows()[0]});
    }
    assertThat(state.number("queued", -1)).isEqualTo(3);
  }

  @Test
  void advance_batchLargerThanTheQueue_fillsItAtOnce() {
    TargetShaper shaper = create(Map.of("queue-length", "2"));

    State state = shaper.advance(batch(1, 3), shaper.initialState(batch(0, 3)), step(0));

    double[][] newest = features(1, 0, 3).toRows();
    assertThat(engine.read(state.tensor("queue-0")).toRows())
        .isDeepEqualTo(new double[][] {newest[0], newest[1]});
    assertThat(state.number("queued", -1)).isEqualTo(2);
  }

  @Test
  void advance_beforeTheStart_takesNothingUp() {
    TargetShaper shaper = create(Map.of("queue-length", "3", "queue-start-step", "5"));
    State state = shaper.initialState(batch(0, 2));

    assertThat(shaper.advance(batch(1, 2), state, step(4))).isSameAs(state);
    assertThat(shaper.advance(batch(1, 2), state, step(5)).number("queued", -1)).isEqualTo(2);
  }

  @Test
  void shape_queueNotFull_assignsTheBatchAlone() {
    TargetShaper shaper = create(Map.of("queue-length", "3"));
    State state = shaper.advance(batch(1, 2), shaper.initialState(batch(0, 2)), step(0));
    Embeddings raw = batch(2, 2);

    List<Tensor> shaped = shaper.shape(raw, state, step(1));

    requireEqual(shaped, create(Map.of()).shape(raw, State.empty(), step(1)));
  }

  @Test
  void shape_queueFull_assignsTheBatchAlongWithWhatThePrototypesScoreNow() {
    TargetShaper shaper = create(Map.of("queue-length", "4"));
    State state = shaper.initialState(batch(0, 2));
    state = shaper.advance(batch(1, 2), state, step(0));
    state = shaper.advance(batch(2, 2), state, step(1));
    Embeddings raw = batch(3, 2);

    List<Tensor> shaped = shaper.shape(raw, state, step(2));

    Tensor prototypes = raw.get(HeadParameter.PROTOTYPES).transpose();
    Embeddings together = Embeddings.empty();
    for (int view = 0; view < 2; view++) {
      Tensor second = engine.tensor(features(2, view, 2)).matmul(prototypes);
      Tensor first = engine.tensor(features(1, view, 2)).matmul(prototypes);
      together =
          together.with(
              Role.TARGET, view, raw.get(Role.TARGET, view).concat(0, List.of(second, first)));
    }
    List<Tensor> expected =
        create(Map.of()).shape(together, State.empty(), step(2)).stream()
            .map(tensor -> tensor.slice(0, 0, 2))
            .toList();
    assertThat(shaped.get(0).shape()).isEqualTo(Shape.of(2, PROTOTYPES));
    requireEqual(shaped, expected);
    // The queue does make a difference.
    double alone = create(Map.of()).shape(raw, State.empty(), step(2)).get(0).toArray()[0];
    assertThat(Math.abs(shaped.get(0).toArray()[0] - alone)).isGreaterThan(1e-3);
  }

  private static void requireEqual(List<Tensor> found, List<Tensor> expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int view = 0; view < found.size(); view++) {
      assertThat(found.get(view).toArray())
          .as("assignments of view %d", view)
          .containsExactly(expected.get(view).toArray(), within(ROUNDING));
    }
  }

  /** Two views of a batch: scores, features and the prototypes of the time. */
  private Embeddings batch(long seed, int rows) {
    Tensor prototypes =
        engine.tensor(DoubleArray.gaussian(1000 + seed, PROTOTYPES, WIDTH)).l2Normalize(1);
    Embeddings raw = Embeddings.empty().with(HeadParameter.PROTOTYPES, prototypes);
    for (int view = 0; view < 2; view++) {
      Tensor features = engine.tensor(features(seed, view, rows));
      raw =
          raw.with(Role.QUEUE, view, features)
              .with(Role.TARGET, view, features.matmul(prototypes.transpose()));
    }
    return raw;
  }

  private DoubleArray features(long seed, int view, int rows) {
    return engine.read(
        engine.tensor(DoubleArray.gaussian(10 * seed + view, rows, WIDTH)).l2Normalize(1));
  }

  private static Step step(long index) {
    return Step.of(index, 100);
  }

  private static TargetShaper create(Map<String, String> texts) {
    SinkhornShaperFactory factory = new SinkhornShaperFactory();
    return (TargetShaper) factory.create(Options.parse(factory.options(), texts));
  }
}
