package dev.doppel.cli.ablation;

import dev.doppel.cli.comparison.ComparisonLayout;
import dev.doppel.cli.comparison.ComparisonResult;
import dev.doppel.cli.comparison.GuardFinding;
import dev.doppel.cli.comparison.RunFigures;
import dev.doppel.cli.comparison.RunResult;
import dev.doppel.cli.file.RunFolder;
import dev.doppel.cli.training.Measuring;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Variants held against the full method: their last figures, what became of them, what guards said
 * and what the paper reports. With several seeds, a row a run.
 */
public final class AblationLayout implements ComparisonLayout {

  private static final String NONE = "–";

  private static final List<String> HEADS =
      List.of(
          "variant",
          "loss",
          "sqrt(d) std",
          "RankMe",
          "target entropy",
          "kNN",
          "outcome",
          "guards' verdict",
          "expected",
          "published");

  private final AblationSuite suite;

  /**
   * Creates the layout of a suite's table.
   *
   * @param suite the suite
   */
  public AblationLayout(AblationSuite suite) {
    this.suite = suite;
  }

  @Override
  public String title(ComparisonResult result) {
    return "Ablations of " + suite.name();
  }

  @Override
  public List<List<String>> table(ComparisonResult result) {
    JudgedRuns judged = new JudgedRuns(suite, result);
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADS);
    result.runs().forEach(run -> rows.add(row(judged, run)));
    return rows;
  }

  private List<String> row(JudgedRuns judged, RunResult run) {
    AblationVariant variant = suite.variant(run.place().contestant());
    if (judged.figures(run).isEmpty()) {
      return List.of(
          name(run),
          NONE,
          NONE,
          NONE,
          NONE,
          NONE,
          run.describe(),
          NONE,
          expected(judged, run),
          variant.published());
    }
    FinalFigures figures = judged.figures(run).get();
    return List.of(
        name(run),
        number("%.4g", figures.loss()),
        number("%.3f", figures.spread()),
        number("%.1f", figures.rank()),
        number("%.1f %% of ln K", 100 * figures.targetEntropy()),
        number("%.1f %%", 100 * figures.accuracy()),
        judged.outcome(run).map(Outcome::words).orElse(NONE),
        finding(run).orElse("healthy"),
        expected(judged, run),
        variant.published());
  }

  private static Optional<String> finding(RunResult run) {
    return run.figures().flatMap(RunFigures::finding).map(GuardFinding::describe);
  }

  private static String name(RunResult run) {
    return run.place().seeds() == 1
        ? run.place().contestant()
        : "%s, seed %d".formatted(run.place().contestant(), run.place().seed());
  }

  private static String number(String pattern, double value) {
    return Double.isNaN(value) ? NONE : String.format(Locale.ROOT, pattern, value);
  }

  private String expected(JudgedRuns judged, RunResult run) {
    AblationVariant variant = suite.variant(run.place().contestant());
    String words = variant.direction().words();
    if (variant.equals(suite.full())) {
      return words;
    }
    return judged
        .holds(run)
        .map(holds -> words + (holds ? ": so it is" : ": not at this scale"))
        .orElse(words);
  }

  /**
   * Whether a run's variant did what it should.
   *
   * @param result the runs
   * @param run one of them
   * @return whether; empty if it, or the full method with the same seed, has no figures
   */
  public Optional<Boolean> holds(ComparisonResult result, RunResult run) {
    return new JudgedRuns(suite, result).holds(run);
  }

  @Override
  public List<String> notes(ComparisonResult result) {
    List<String> notes = new ArrayList<>();
    notes.add("Published: " + suite.source());
    notes.add(
        String.format(
            Locale.ROOT,
            "Figures are means over the last quarter of the steps, over the outputs of a batch. The"
                + " outcome is judged from them alone, beside the full method: a rank under %.0f %%"
                + " of its, or a spread under %.0f %%, is a collapse; targets with an entropy under"
                + " %.0f %% of ln K are one answer, over %s %% uniform. Guards only warn here, so"
                + " that every variant runs to its end.",
            100 * Outcome.LEAST_RANK,
            100 * Outcome.LEAST_SPREAD,
            100 * Outcome.LEAST_ENTROPY,
            100 * Outcome.MOST_ENTROPY));
    JudgedRuns judged = new JudgedRuns(suite, result);
    long missed =
        result.runs().stream()
            .filter(run -> judged.holds(run).filter(holds -> !holds).isPresent())
            .count();
    if (missed > 0) {
      notes.add(
          "%d of the variants did not do what their papers report of far longer training on far more"
                  .formatted(missed)
              + " images: their rows say so.");
    }
    return notes;
  }

  @Override
  public List<Figure> figures() {
    return List.of(
        new Figure("Loss", RunFolder::metrics, FinalFigures.LOSS),
        new Figure("sqrt(d) times standard deviation", RunFolder::metrics, FinalFigures.SPREAD),
        new Figure("Effective rank (RankMe)", RunFolder::metrics, FinalFigures.RANK),
        new Figure(
            "Entropy of targets, share of ln K", RunFolder::metrics, FinalFigures.TARGET_ENTROPY),
        new Figure("Nearest-neighbour accuracy", RunFolder::accuracies, Measuring.ACCURACY));
  }

  @Override
  public List<Map<String, Object>> facts(ComparisonResult result) {
    JudgedRuns judged = new JudgedRuns(suite, result);
    List<Map<String, Object>> facts = new ArrayList<>();
    for (AblationVariant variant : suite.variants()) {
      result.runs().stream()
          .filter(run -> run.place().contestant().equals(variant.name()))
          .findFirst()
          .ifPresent(run -> facts.add(facts(judged, variant, run)));
    }
    return facts;
  }

  /** Of a variant's first seed; those of the others are in each run's own entry. */
  private static Map<String, Object> facts(
      JudgedRuns judged, AblationVariant variant, RunResult run) {
    FinalFigures figures = judged.figures(run).orElseGet(() -> FinalFigures.of(run));
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("variant", variant.name());
    facts.put("seed", run.place().seed());
    facts.put("loss", finite(figures.loss()));
    facts.put("spread", finite(figures.spread()));
    facts.put("effective-rank", finite(figures.rank()));
    facts.put("target-entropy", finite(figures.targetEntropy()));
    facts.put("knn-accuracy", finite(figures.accuracy()));
    facts.put("outcome", judged.outcome(run).map(Outcome::words).orElse(null));
    facts.put("verdict", finding(run).orElse(null));
    facts.put("expected", variant.direction().words());
    facts.put("as-expected", judged.holds(run).orElse(null));
    facts.put("published", variant.published());
    return facts;
  }

  private static Object finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
