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
