package dev.doppel.cli.ablation;

import dev.doppel.cli.comparison.ComparisonLayout;
import dev.doppel.cli.comparison.ComparisonResult;
import dev.doppel.cli.comparison.GuardFinding;
import dev.doppel.cli.comparison.RunResult;
import dev.doppel.cli.file.RunFolder;
import dev.doppel.cli.result.RunOutcome;
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
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADS);
    result.runs().forEach(run -> rows.add(row(result, run)));
    return rows;
  }

  private List<String> row(ComparisonResult result, RunResult run) {
    AblationVariant variant = variant(run);
    if (!hasEnded(run)) {
      return List.of(
          name(run),
          NONE,
          NONE,
          NONE,
          NONE,
          NONE,
          run.describe(),
          NONE,
          expected(result, run),
          variant.published());
    }
    FinalFigures figures = FinalFigures.of(run);
    return List.of(
        name(run),
        number("%.4g", figures.loss()),
        number("%.3f", figures.spread()),
        number("%.1f", figures.rank()),
        number("%.1f %% of ln K", 100 * figures.targetEntropy()),
        number("%.1f %%", 100 * figures.accuracy()),
        outcome(result, run).map(Outcome::words).orElse(NONE),
        run.figures().get().finding().map(GuardFinding::describe).orElse("healthy"),
        expected(result, run),
        variant.published());
  }

  private static String name(RunResult run) {
    return run.place().seeds() == 1
        ? run.place().contestant()
        : "%s, seed %d".formatted(run.place().contestant(), run.place().seed());
  }

  private static String number(String pattern, double value) {
    return Double.isNaN(value) ? NONE : String.format(Locale.ROOT, pattern, value);
  }

  private String expected(ComparisonResult result, RunResult run) {
    AblationVariant variant = variant(run);
    String words = variant.direction().words();
    if (variant.equals(suite.full())) {
      return words;
    }
    return holds(result, run)
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
    return full(result, run)
        .filter(full -> hasEnded(run))
        .map(full -> variant(run).direction().holds(full, FinalFigures.of(run)));
  }

  private Optional<Outcome> outcome(ComparisonResult result, RunResult run) {
    return full(result, run)
        .filter(full -> hasEnded(run))
        .map(full -> Outcome.of(full, FinalFigures.of(run)));
  }

  private Optional<FinalFigures> full(ComparisonResult result, RunResult run) {
    return result.runs().stream()
        .filter(other -> other.place().contestant().equals(suite.full().name()))
        .filter(other -> other.place().seed() == run.place().seed())
        .filter(AblationLayout::hasEnded)
        .findFirst()
        .map(FinalFigures::of);
  }

  /** Whether a run has last figures: it was not broken off. */
  private static boolean hasEnded(RunResult run) {
    return run.figures()
        .filter(figures -> figures.outcome().ending() != RunOutcome.Ending.INTERRUPTED)
        .isPresent();
  }

  private AblationVariant variant(RunResult run) {
    return suite.variants().stream()
        .filter(variant -> variant.name().equals(run.place().contestant()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no variant of the suite: " + run));
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
    long missed =
        result.runs().stream()
            .filter(run -> holds(result, run).filter(holds -> !holds).isPresent())
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
    List<Map<String, Object>> facts = new ArrayList<>();
    for (AblationVariant variant : suite.variants()) {
      result.runs().stream()
          .filter(run -> run.place().contestant().equals(variant.name()))
          .findFirst()
          .ifPresent(run -> facts.add(facts(result, variant, run)));
    }
    return facts;
  }

  /** Of a variant's first seed; those of the others are in each run's own entry. */
  private Map<String, Object> facts(
      ComparisonResult result, AblationVariant variant, RunResult run) {
    FinalFigures figures = FinalFigures.of(run);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("variant", variant.name());
    facts.put("seed", run.place().seed());
    facts.put("loss", finite(figures.loss()));
    facts.put("spread", finite(figures.spread()));
    facts.put("effective-rank", finite(figures.rank()));
    facts.put("target-entropy", finite(figures.targetEntropy()));
    facts.put("knn-accuracy", finite(figures.accuracy()));
    facts.put("outcome", outcome(result, run).map(Outcome::words).orElse(null));
    Optional<GuardFinding> finding = run.figures().flatMap(found -> found.finding());
    facts.put("verdict", finding.map(GuardFinding::describe).orElse(null));
    facts.put("expected", variant.direction().words());
    facts.put("as-expected", holds(result, run).orElse(null));
    facts.put("published", variant.published());
    return facts;
  }

  private static Object finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
