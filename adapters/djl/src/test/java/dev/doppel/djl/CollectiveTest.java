package dev.doppel.djl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.djl.WorkerRun.Outcome;
import dev.doppel.runtime.network.BatchStatistics;
import dev.doppel.runtime.step.Collective;
import dev.doppel.runtime.step.ConfiguredGuard;
import dev.doppel.runtime.step.GuardAction;
import dev.doppel.runtime.step.Method;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.spi.guard.GradientDecision;
import dev.doppel.spi.guard.GradientGuard;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.tensor.Tensor;
import dev.doppel.testkit.LockStepWorkers;
import dev.doppel.testkit.SmallRuns;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Workers with shares of a batch against one worker with the whole batch. */
@Timeout(120)
final class CollectiveTest {

  private static final DjlBackend BACKEND = new DjlBackend();

  /**
   * Of the largest parameter. Float32 has 6e-8; sums over other batch shapes are rounded in another
   * order, and a dozen steps with batch norm carry that on.
   */
  private static final double SAME = 1e-5;

  /** A run that exchanges wrongly is farther off than this. */
  private static final double CLEARLY_OTHER = 1e-2;

  @ParameterizedTest
  @CsvSource({
    "byol, PER_VIEW, 4-4",
    "byol, PER_VIEW, 2-3-3",
    "byol, JOINT, 1-4-3",
    "simsiam, PER_VIEW, 5-3",
    "simsiam, PER_VIEW, 2-4-2",
    "simsiam, PER_SIZE, 6-2"
  })
  void step_sharesOfTheBatch_isTheStepOfTheWholeBatch(
      String method, BatchStatistics statistics, String shares) {
    TrainingPlan plan = SmallRuns.plan(BACKEND, method(method), "cpu", statistics);
    Outcome whole = whole(plan);
    List<Outcome> workers = train(plan, shares, collective -> collective);

    assertThat(workers.get(0).losses()).hasSize(WorkerRun.STEPS);
    assertThat(difference(workers.get(0), whole)).isLessThan(SAME);
    assertThat(lossDifference(workers.get(0), whole)).isLessThan(SAME);
    for (Outcome worker : workers.subList(1, workers.size())) {
      assertThat(worker.losses()).isEqualTo(workers.get(0).losses());
      assertThat(worker.parameters())
          .usingRecursiveComparison()
          .isEqualTo(workers.get(0).parameters());
    }
  }

  @ParameterizedTest
  @MethodSource("wrongExchanges")
  void step_wrongExchange_isClearlyAnotherStep(String name, UnaryOperator<Collective> exchange) {
    TrainingPlan plan = SmallRuns.plan(BACKEND, SmallRuns.byol());
    assertThat(difference(train(plan, "4-4", exchange).get(0), whole(plan)))
        .as(name)
        .isGreaterThan(CLEARLY_OTHER);
  }

  static Stream<Arguments> wrongExchanges() {
    return Stream.of(
        wrong("gradients not exchanged", NotSummed::new),
        wrong("gradients averaged", Averaged::new),
        wrong("embeddings not gathered", NotGathered::new),
        wrong("initial parameters not shared", NotBroadcast::new));
  }

  private static Arguments wrong(String name, UnaryOperator<Collective> exchange) {
    return Arguments.of(name, exchange);
  }

  @Test
  void step_guardOfOneWorkerSkips_allSkip() {
    Outcome whole = whole(SmallRuns.plan(BACKEND, skipping(true)));
    List<Outcome> workers =
        LockStepWorkers.run(
            2,
            collective ->
                WorkerRun.train(
                    SmallRuns.plan(BACKEND, skipping(collective.rank() == 1)),
                    collective,
                    4 * collective.rank(),
                    4 * collective.rank() + 4));
    assertThat(difference(workers.get(0), whole)).isLessThan(SAME);
    assertThat(difference(workers.get(1), workers.get(0))).isZero();
    assertThat(difference(whole(SmallRuns.plan(BACKEND, skipping(false))), whole))
        .isGreaterThan(CLEARLY_OTHER);
  }

  private static Method method(String name) {
    return name.equals("byol") ? SmallRuns.byol() : SmallRuns.simsiam();
  }

  /** BYOL whose guard, if it is awake, skips every third step. */
  private static Method skipping(boolean awake) {
    GradientGuard guard =
        (gradients, state, step) ->
            new GradientDecision(!awake || step.index() % 3 != 1, Verdict.healthy(Map.of()), state);
    Method byol = SmallRuns.byol();
    return new Method(
        byol.loss(),
        byol.targetUpdate(),
        Optional.empty(),
        List.of(new ConfiguredGuard<>("third", guard, GuardAction.WARN)),
        List.of(),
        true,
        true);
  }

  private static Outcome whole(TrainingPlan plan) {
    return WorkerRun.train(plan, Collective.single(), 0, SmallRuns.BATCH);
  }

  private static List<Outcome> train(
      TrainingPlan plan, String shares, UnaryOperator<Collective> exchange) {
    int[] rows = Stream.of(shares.split("-")).mapToInt(Integer::parseInt).toArray();
    assertThat(IntStream.of(rows).sum()).isEqualTo(SmallRuns.BATCH);
    return LockStepWorkers.run(
        rows.length,
        collective -> {
          int from = IntStream.of(rows).limit(collective.rank()).sum();
          return WorkerRun.train(
              plan, exchange.apply(collective), from, from + rows[collective.rank()]);
        });
  }

  /** The largest difference of a parameter over the largest parameter. */
  private static double difference(Outcome found, Outcome expected) {
    assertThat(found.parameters().keySet()).isEqualTo(expected.parameters().keySet());
    double difference = 0;
    double largest = 0;
    for (Map.Entry<String, float[]> entry : expected.parameters().entrySet()) {
      float[] other = found.parameters().get(entry.getKey());
      assertThat(other).hasSameSizeAs(entry.getValue());
      for (int i = 0; i < other.length; i++) {
        difference = Math.max(difference, Math.abs(other[i] - entry.getValue()[i]));
        largest = Math.max(largest, Math.abs(entry.getValue()[i]));
      }
    }
    return difference / largest;
  }

  private static double lossDifference(Outcome found, Outcome expected) {
    double difference = 0;
    for (int k = 0; k < expected.losses().size(); k++) {
      double loss = expected.losses().get(k);
      difference = Math.max(difference, Math.abs(found.losses().get(k) - loss) / Math.abs(loss));
    }
    return difference;
  }

  /** A worker that exchanges as it should; what follows changes one thing each. */
  private static class Relay implements Collective {

    final Collective real;

    Relay(Collective real) {
      this.real = real;
    }

    @Override
    public int rank() {
      return real.rank();
    }

    @Override
    public int size() {
      return real.size();
    }

    @Override
    public Tensor gather(Tensor rows) {
      return real.gather(rows);
    }

    @Override
    public void sumGradient(float[] gradient) {
      real.sumGradient(gradient);
    }

    @Override
    public void broadcast(float[] values) {
      real.broadcast(values);
    }

    @Override
    public boolean any(boolean mine) {
      return real.any(mine);
    }
  }

  private static final class NotSummed extends Relay {

    NotSummed(Collective real) {
      super(real);
    }

    @Override
    public void sumGradient(float[] gradient) {
      // Each worker keeps its own.
    }
  }

  private static final class Averaged extends Relay {

    Averaged(Collective real) {
      super(real);
    }

    @Override
    public void sumGradient(float[] gradient) {
      real.sumGradient(gradient);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] /= real.size();
      }
    }
  }

  private static final class NotGathered extends Relay {

    NotGathered(Collective real) {
      super(real);
    }

    @Override
    public Tensor gather(Tensor rows) {
      return rows;
    }
  }

  private static final class NotBroadcast extends Relay {

    NotBroadcast(Collective real) {
      super(real);
    }

    @Override
    public void broadcast(float[] values) {
      // Each worker keeps its own.
    }
  }
}
