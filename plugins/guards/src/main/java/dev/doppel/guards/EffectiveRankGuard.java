package dev.doppel.guards;

import dev.doppel.spi.guard.Assessment;
import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.guard.Condition;
import dev.doppel.spi.guard.FeatureStatistics;
import dev.doppel.spi.guard.Observation;
import dev.doppel.spi.guard.ViewStatistics;
import dev.doppel.spi.step.State;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Notices that outputs vary along fewer and fewer directions, by their effective rank: RankMe
 * (arXiv 2210.02885) of the outputs for the first view, or LiDAR (arXiv 2312.04000) of the
 * predictions of all views. A rank far under the highest that the run had, for a while, is
 * dimensional collapse; the highest is that of the first look as a rule.
 *
 * <p>Why not a share of the width: how many directions healthy outputs use depends on the data, and
 * the rank of the first outputs, from random weights, depends on them in the same way. Measured on
 * Fashion-MNIST and drawn shapes with a small network, healthy runs of BYOL and SimSiam keep 30 to
 * 60 % of the rank of step 9; without stop-gradient or predictor 5 to 25 % are left. So the first
 * look must come early: a run that is watched only after its rank fell looks healthy.
 *
 * <p>A network that cheats does so to please the loss. Where the loss has no more than begun to
 * fall towards the value it has for equal outputs, a low rank only warns: SimSiam with a fixed
 * random predictor, which does not collapse, keeps 16 to 20 % of its rank, as a collapsed run may,
 * but its loss stays at a quarter of the way there, where those of collapsed runs are beyond nine
 * tenths. Losses that declare no such value, or the same one for unrelated outputs, are not asked.
 *
 * <p>The rank is computed, in about 10 ms for 128 x 128 outputs, at the first look and at each
 * {@code every}-th after. What is remembered are plain numbers.
 *
 * @param settings when to look and what to make of it
 */
record EffectiveRankGuard(EffectiveRankSettings settings) implements CollapseMonitor {

  /** Ranks of fewer rows or columns say nothing. */
  private static final int LEAST_SIZE = 8;

  private static final String LOOKS = "looks";
  private static final String HIGHEST_RANK = "highest-rank";
  private static final String LAST_RANK = "last-rank";
  private static final String LAST_PROGRESS = "last-progress";

  private static final List<String> REMEDIES =
      List.of("stop-gradient", "predictor", "target-update", "optimizer.learning-rate");

  @Override
  public int interval() {
    return settings.interval();
  }

  @Override
  public int delay() {
    return MonitorOptions.steps(settings.interval(), settings.every(), settings.patience());
  }

  @Override
  public Assessment assess(Observation observation, State state) {
    double looks = state.number(LOOKS, 0);
    State next = state.with(LOOKS, looks + 1);
    OptionalDouble rank =
        looks % settings.every() == 0 ? rank(observation) : OptionalDouble.empty();
    if (rank.isPresent()) {
      next = withRank(observation, next, rank.getAsDouble());
    }
    Map<String, Double> figures = rank.isPresent() ? Map.of("rank", rank.getAsDouble()) : Map.of();
    return new Assessment(Finding.verdict(next, figures, findings(next)), next);
  }

  /** Empty where there is nothing to compute it from. */
  private OptionalDouble rank(Observation observation) {
    FeatureStatistics features = observation.features(settings.stage());
    if (Math.min(features.rows(), features.width()) < LEAST_SIZE || !features.isFinite()) {
      return OptionalDouble.empty();
    }
    if (!settings.lidar()) {
      return OptionalDouble.of(features.effectiveRank());
    }
    return observation
        .views()
        .filter(ViewStatistics::isFinite)
        .map(views -> OptionalDouble.of(views.lidar()))
        .orElse(OptionalDouble.empty());
  }

  private State withRank(Observation observation, State state, double rank) {
    double highest = Math.max(rank, state.number(HIGHEST_RANK, 0));
    State next =
        state
            .with(HIGHEST_RANK, highest)
            .with(LAST_RANK, rank)
            // All the way where it says nothing.
            .with(LAST_PROGRESS, LossProgress.betweenTwo(observation).orElse(1));
    return Finding.count(observation.step(), next, findings(next));
  }

  /** What there is to find in the last rank, which is that of this look or of an earlier one. */
  private List<Finding> findings(State state) {
    double last = state.number(LAST_RANK, 0);
    double highest = state.number(HIGHEST_RANK, 0);
    double progress = state.number(LAST_PROGRESS, 1);
    boolean isCollapsed =
        last < settings.leastRank()
            || (last < settings.collapsedRank() * highest && progress >= settings.leastProgress());
    return List.of(
        new Finding(
            "collapsed",
            settings.patience(),
            isCollapsed,
            Condition.DIMENSIONAL_COLLAPSE,
            ranks -> seen(last, highest, ranks, settings.collapsedRank()),
            "outputs vary along fewer and fewer directions",
            REMEDIES),
        new Finding(
            "low",
            settings.patience(),
            isCollapsed || last < settings.lowRank() * highest,
            Condition.WARNING,
            ranks -> seen(last, highest, ranks, settings.lowRank()),
            lowCause(progress),
            REMEDIES));
  }

  private String lowCause(double progress) {
    String cause = "outputs vary along few directions";
    return progress >= settings.leastProgress()
        ? cause
        : String.format(
            Locale.ROOT,
            "%s, though views do not agree: the loss has come %.0f %% of the way to its value where"
                + " all outputs are the same",
            cause,
            100 * progress);
  }

  private String seen(double last, double highest, double ranks, double limit) {
    return String.format(
        Locale.ROOT,
        "an effective rank of %.1f of the %s, %.0f %% of the highest, %.1f; low for %.0f ranks, the"
            + " limits being %.0f %% and %s",
        last,
        settings.lidar()
            ? "predictions (LiDAR)"
            : settings.stage().name().toLowerCase(Locale.ROOT) + "s",
        100 * last / Math.max(highest, Double.MIN_NORMAL),
        highest,
        ranks,
        100 * limit,
        settings.leastRank());
  }
}
