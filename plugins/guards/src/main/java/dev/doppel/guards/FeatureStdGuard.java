package dev.doppel.guards;

import dev.doppel.spi.guard.Assessment;
import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.guard.Condition;
import dev.doppel.spi.guard.FeatureStatistics;
import dev.doppel.spi.guard.Observation;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.step.State;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Notices that the outputs of all samples become alike, by two figures.
 *
 * <ul>
 *   <li>{@code std}: {@code sqrt(width)} times the mean standard deviation of the normalised
 *       outputs (arXiv 2011.10566, section 4.1): 1 if they spread evenly, 0 if they are all the
 *       same. Low for a while: complete collapse.
 *   <li>{@code effective-rank}: RankMe (arXiv 2210.02885), as a share of the highest rank the run
 *       had, which is that of the first look as a rule. Low for a while: dimensional collapse. A
 *       batch normalisation at the end of the projector keeps {@code std} near 1 whatever happens,
 *       and only this figure tells.
 * </ul>
 *
 * <p>Why not a share of the width: how many directions healthy outputs use depends on the data, and
 * the rank of the first outputs, from random weights, depends on them in the same way. Measured on
 * Fashion-MNIST and drawn shapes with a small network, healthy runs of BYOL and SimSiam keep 30 to
 * 60 % of the rank of step 9; without stop-gradient or predictor 5 to 25 % are left. So the first
 * look must come early: a run that is watched only after its rank fell looks healthy.
 *
 * <p>The spread is computed at each look, in microseconds; the rank, in about 10 ms for 128 x 128
 * outputs, at the first look and at each {@code rankEvery}-th after. What is remembered are plain
 * numbers: the looks, the highest and the last rank, and for how many looks each limit was passed.
 *
 * @param settings when to look and what to make of it
 */
record FeatureStdGuard(FeatureStdSettings settings) implements CollapseMonitor {

  /** Ranks of fewer rows or columns say nothing. */
  private static final int LEAST_SIZE = 8;

  private static final String LOOKS = "looks";
  private static final String HIGHEST_RANK = "highest-rank";
  private static final String LAST_RANK = "last-rank";
  private static final String STD_LOW = "std-low";
  private static final String STD_COLLAPSED = "std-collapsed";
  private static final String RANK_LOW = "rank-low";
  private static final String RANK_COLLAPSED = "rank-collapsed";

  private static final List<String> REMEDIES =
      List.of("stop-gradient", "predictor", "target-update", "optimizer.learning-rate");

  @Override
  public int interval() {
    return settings.interval();
  }

  @Override
  public Assessment assess(Observation observation, State state) {
    FeatureStatistics features = observation.features(settings.stage());
    double std = Math.sqrt(features.width()) * features.featureStd();
    Map<String, Double> figures = new TreeMap<>();
    if (Double.isFinite(std)) {
      figures.put("std", std);
    }
    double looks = state.number(LOOKS, 0);
    State next = state.with(LOOKS, looks + 1);
    next = streak(next, STD_LOW, std < settings.lowStd());
    next = streak(next, STD_COLLAPSED, std < settings.collapsedStd());
    boolean large = Math.min(features.rows(), features.width()) >= LEAST_SIZE;
    if (large && features.isFinite() && looks % settings.rankEvery() == 0) {
      double rank = features.effectiveRank();
      figures.put("effective-rank", rank);
      next = withRank(next, rank);
    }
    return new Assessment(verdict(next, std, figures), next);
  }

  private State withRank(State state, double rank) {
    double highest = Math.max(rank, state.number(HIGHEST_RANK, 0));
    boolean collapsed = rank < settings.collapsedRank() * highest || rank < settings.leastRank();
    State next = state.with(HIGHEST_RANK, highest).with(LAST_RANK, rank);
    next = streak(next, RANK_LOW, collapsed || rank < settings.lowRank() * highest);
    return streak(next, RANK_COLLAPSED, collapsed);
  }

  private static State streak(State state, String name, boolean goesOn) {
    return state.with(name, goesOn ? state.number(name, 0) + 1 : 0);
  }

  private boolean lasts(State state, String name) {
    return state.number(name, 0) >= settings.patience();
  }

  private Verdict verdict(State state, double std, Map<String, Double> figures) {
    if (lasts(state, STD_COLLAPSED)) {
      return new Verdict(
          Condition.COMPLETE_COLLAPSE,
          stdSeen(state, STD_COLLAPSED, std, settings.collapsedStd()),
          "the network gives all samples the same output",
          REMEDIES,
          figures);
    }
    if (lasts(state, RANK_COLLAPSED)) {
      return new Verdict(
          Condition.DIMENSIONAL_COLLAPSE,
          rankSeen(state, RANK_COLLAPSED, settings.collapsedRank()),
          "outputs vary along fewer and fewer directions",
          REMEDIES,
          figures);
    }
    if (lasts(state, STD_LOW)) {
      return new Verdict(
          Condition.WARNING,
          stdSeen(state, STD_LOW, std, settings.lowStd()),
          "outputs are more alike than in a healthy run",
          REMEDIES,
          figures);
    }
    if (lasts(state, RANK_LOW)) {
      return new Verdict(
          Condition.WARNING,
          rankSeen(state, RANK_LOW, settings.lowRank()),
          "outputs vary along few directions",
          REMEDIES,
          figures);
    }
    return Verdict.healthy(figures);
  }

  private String stdSeen(State state, String name, double std, double limit) {
    return String.format(
        Locale.ROOT,
        "a spread of %.3f (1 is even, 0 is none) of the %s, under %s for %.0f looks",
        std,
        stageName(),
        limit,
        state.number(name, 0));
  }

  private String rankSeen(State state, String name, double limit) {
    double last = state.number(LAST_RANK, 0);
    double highest = state.number(HIGHEST_RANK, 0);
    return String.format(
        Locale.ROOT,
        "an effective rank of %.1f of the %s, %.0f %% of the highest, %.1f; low for %.0f looks,"
            + " the limits being %.0f %% and %s",
        last,
        stageName(),
        100 * last / Math.max(highest, Double.MIN_NORMAL),
        highest,
        state.number(name, 0),
        100 * limit,
        settings.leastRank());
  }

  private String stageName() {
    return settings.stage().name().toLowerCase(Locale.ROOT) + "s";
  }
}
