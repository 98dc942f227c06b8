package dev.doppel.guards;

import dev.doppel.spi.guard.Assessment;
import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.guard.Condition;
import dev.doppel.spi.guard.FeatureStatistics;
import dev.doppel.spi.guard.Observation;
import dev.doppel.spi.step.State;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Notices that the outputs of all samples become alike, by {@code sqrt(width)} times the mean
 * standard deviation of the normalised outputs (arXiv 2011.10566, section 4.1): 1 if they spread
 * evenly, 0 if they are all the same. Low for a while: complete collapse.
 *
 * <p>A batch normalisation at the end of the projector keeps the figure near 1 whatever happens;
 * then {@link EffectiveRankGuard} alone tells.
 *
 * @param settings when to look and what to make of it
 */
record FeatureStdGuard(FeatureStdSettings settings) implements CollapseMonitor {

  private static final List<String> REMEDIES =
      List.of("stop-gradient", "predictor", "target-update", "optimizer.learning-rate");

  @Override
  public int interval() {
    return settings.interval();
  }

  @Override
  public int delay() {
    return MonitorOptions.steps(settings.interval(), settings.patience());
  }

  @Override
  public Assessment assess(Observation observation, State state) {
    FeatureStatistics features = observation.features(settings.stage());
    double std = Math.sqrt(features.width()) * features.featureStd();
    Map<String, Double> figures = Double.isFinite(std) ? Map.of("std", std) : Map.of();
    return Finding.assess(
        observation.step(),
        state,
        figures,
        List.of(
            new Finding(
                "collapsed",
                settings.patience(),
                std < settings.collapsedStd(),
                Condition.COMPLETE_COLLAPSE,
                looks -> seen(std, settings.collapsedStd(), looks),
                "the network gives all samples the same output",
                REMEDIES),
            new Finding(
                "low",
                settings.patience(),
                std < settings.lowStd(),
                Condition.WARNING,
                looks -> seen(std, settings.lowStd(), looks),
                "outputs are more alike than in a healthy run",
                REMEDIES)));
  }

  private String seen(double std, double limit, double looks) {
    return String.format(
        Locale.ROOT,
        "a spread of %.3f (1 is even, 0 is none) of the %ss, under %s for %.0f looks",
        std,
        settings.stage().name().toLowerCase(Locale.ROOT),
        limit,
        looks);
  }
}
