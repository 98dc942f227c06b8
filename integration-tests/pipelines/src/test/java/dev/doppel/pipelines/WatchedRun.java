package dev.doppel.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.runtime.recipe.Recipe;
import dev.doppel.runtime.step.GuardEvent;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.step.StepRecord;
import dev.doppel.spi.guard.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A user's program that keeps what a watch tells it. */
final class WatchedRun implements StepListener {

  /** How many ranks in a row must be low before effective-rank says anything. */
  static final int PATIENCE = 5;

  /** How often alignment-uniformity looks. */
  static final int ALIGNMENT_INTERVAL = 50;

  /** What effective-rank calls collapse, as a share of the highest rank. */
  private static final double COLLAPSED = 0.22;

  /**
   * The default guards and one for views. Ranks are taken more often than by default, since runs
   * are short here.
   *
   * @param action what follows when effective-rank says that the run failed
   */
  static Recipe guards(String action) {
    return Recipe.empty()
        .withSettings(
            Map.of(
                "guards", "feature-std, effective-rank, alignment-uniformity, non-finite",
                "guard.effective-rank.every", "2",
                "guard.effective-rank.action", action),
            "the test");
  }

  private static final int MEAN_OF = 10;

  /** Epochs of 20 steps: the first diverges, and the rest is enough to learn something. */
  static final int EPOCHS = 3;

  /** A rate at which parameters overflow within two steps. */
  static final float DIVERGING_RATE = 1e30f;

  /** Looks at each step, and goes back once to the start, with rates that can be learned with. */
  static Recipe rollback() {
    return Recipe.empty()
        .withSettings(
            Map.of(
                "guards", "non-finite",
                "guard.non-finite.interval", "1",
                "guard.non-finite.action", "rollback",
                "rollback.most", "1",
                "rollback.learning-rate-factor", "1e-32"),
            "the test");
  }

  final List<GuardEvent> events = new ArrayList<>();
  final List<Double> ranks = new ArrayList<>();
  final List<Double> spreads = new ArrayList<>();
  final List<Double> losses = new ArrayList<>();
  final List<Long> steps = new ArrayList<>();
  int alignments;

  @Override
  public void onStep(StepRecord record) {
    Map<String, Double> figures = record.figures();
    steps.add(record.step());
    losses.add(record.loss());
    spreads.add(figures.get("feature-std.std"));
    alignments += figures.containsKey("alignment-uniformity.alignment") ? 1 : 0;
    if (figures.containsKey("effective-rank.rank")) {
      ranks.add(figures.get("effective-rank.rank"));
    }
  }

  @Override
  public void onVerdict(GuardEvent event) {
    events.add(event);
  }

  /** The rank alone told: outputs spread as those of a healthy run do. */
  void assertDimensional(GuardEvent event) {
    assertThat(event.guard()).isEqualTo("effective-rank");
    assertThat(event.verdict().condition()).isEqualTo(Condition.DIMENSIONAL_COLLAPSE);
    assertThat(events).extracting(GuardEvent::guard).containsOnly("effective-rank");
    assertThat(lastRank()).isLessThan(COLLAPSED * firstRank());
    // 1 is even; healthy runs have 0.96 and more here.
    assertThat(spreads.get(spreads.size() - 1)).isGreaterThan(0.9);
    assertThat(steps).last().isEqualTo(event.step());
  }

  void assertWarnedOfDimensionalCollapse() {
    assertThat(events)
        .extracting(event -> event.verdict().condition())
        .contains(Condition.DIMENSIONAL_COLLAPSE);
    assertThat(steps).last().satisfies(step -> assertThat(step).isGreaterThan(lastEvent().step()));
  }

  /** It failed at once, and from the start on never again. */
  void assertWentBackAndLearned() {
    assertThat(events).as("%s", this).hasSize(1);
    GuardEvent event = lastEvent();
    assertThat(event.verdict().condition()).isEqualTo(Condition.DIVERGENCE);
    int failed = (int) event.step();
    assertThat(failed).isLessThan(5);
    // Told of each step, and counted anew after the one that failed.
    assertThat(steps.subList(0, failed + 1)).last().isEqualTo(event.step());
    assertThat(steps.get(failed + 1)).isZero();
    List<Double> after = losses.subList(failed + 1, losses.size());
    assertThat(after).allMatch(Double::isFinite).hasSizeGreaterThan(2 * MEAN_OF);
    assertThat(mean(after.subList(after.size() - MEAN_OF, after.size())))
        .isLessThan(0.8 * mean(after.subList(0, MEAN_OF)));
  }

  private static double mean(List<Double> losses) {
    return losses.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  private GuardEvent lastEvent() {
    return events.get(events.size() - 1);
  }

  double firstRank() {
    return ranks.get(0);
  }

  double lastRank() {
    return ranks.get(ranks.size() - 1);
  }

  @Override
  public String toString() {
    return "ranks %s, spreads %s, losses %s".formatted(ranks, spreads, losses);
  }
}
