package dev.doppel.cli.ablation;

import dev.doppel.cli.comparison.ComparisonLayout;
import dev.doppel.cli.comparison.ComparisonResult;
import dev.doppel.cli.comparison.GuardFinding;
import dev.doppel.cli.comparison.RunResult;
import dev.doppel.cli.file.RunFolder;
import dev.doppel.cli.report.CurveFile;
import dev.doppel.cli.training.Measuring;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Variants held against the full method, or another variant: their last figures, what became of
 * them, what guards said and what the paper reports. With several seeds, a row a run.
 */
public final class AblationLayout implements ComparisonLayout {

  private static final String NONE = "–";
  private static final String VARIANT = "variant";

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

  /** The figures of a guard that records the norm of each layer's gradient. */
  private static final String NORMS = "gradient-spike.";

  /** What it says of the first layer, which is among the layers, too. */
  private static final Set<String> FIRST_LAYER = Set.of(NORMS + "norm", NORMS + "median");

  /** More layers than these are drawn evenly apart. */
  private static final int MOST_LAYERS = 8;

  private final AblationSuite suite;
  private final String backend;

  /**
   * Creates the layout of a suite's table.
   *
   * @param suite the suite
   * @param backend the platform that its variants are trained on
   */
  public AblationLayout(AblationSuite suite, String backend) {
    this.suite = suite;
    this.backend = backend;
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
        outcome(judged, run),
        guards(judged, run),
        expected(judged, run),
        variant.published());
  }

  private static String outcome(JudgedRuns judged, RunResult run) {
    return judged
        .outcome(run)
        .map(Outcome::words)
        .orElse(judged.isBaseline(run) ? "measure of the others" : NONE);
  }

  private static String guards(JudgedRuns judged, RunResult run) {
    String words = finding(run).orElse("healthy");
    return judged
        .guards(run)
        .map(GuardJudgement::words)
        .filter(judgement -> !judgement.isEmpty())
        .map(judgement -> judgement + ": " + words)
        .orElse(words);
  }

  private static Optional<String> finding(RunResult run) {
    String words =
        run.figures().stream()
            .flatMap(figures -> figures.findings().stream())
            .map(GuardFinding::explain)
            .collect(Collectors.joining("; "));
    return Optional.of(words).filter(found -> !found.isEmpty());
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
    return judged
        .holds(run)
        .map(holds -> words + (holds ? ": so it is" : ": not at this scale"))
        .orElseGet(
            () ->
                judged.isNeedless(run)
                    ? "%s: shows nothing, as %s did not collapse"
                        .formatted(words, variant.rescued().orElseThrow())
                    : words);
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

  /** Whether guards said of a run what became of it. */
  Optional<GuardJudgement> guards(ComparisonResult result, RunResult run) {
    return new JudgedRuns(suite, result).guards(run);
  }

  private String otherBaselines() {
    String words =
        suite.variants().stream()
            .filter(variant -> variant.baseline().isPresent())
            .filter(variant -> !suite.baseline(variant).equals(variant))
            .map(variant -> variant.name() + " beside " + variant.baseline().get())
            .collect(Collectors.joining(", "));
    return words.isEmpty() ? "" : " (" + words + ")";
  }

  @Override
  public List<String> notes(ComparisonResult result) {
    List<String> notes = new ArrayList<>();
    notes.add("Published: " + suite.source());
    notes.add(
        String.format(
            Locale.ROOT,
            "Figures are means over the last quarter of the steps, over the outputs of a batch. The"
                + " outcome is judged from them alone, beside the full method%s: a rank under %.0f %%"
                + " of its, or a spread under %.0f %%, is a collapse; targets with an entropy under"
                + " %.0f %% of ln K are one answer, over %s %% uniform. To learn less is to be behind"
                + " by %.1f points of accuracy or more. Guards only warn here, so that every variant"
                + " runs to its end; caught is what they told of that kind.",
            otherBaselines(),
            100 * Outcome.LEAST_RANK,
            100 * Outcome.LEAST_SPREAD,
            100 * Outcome.LEAST_ENTROPY,
            100 * Outcome.MOST_ENTROPY,
            100 * Direction.LEAST_DIFFERENCE));
    suite.variants().stream()
        .filter(variant -> !variant.isOn(backend))
        .forEach(
            variant ->
                notes.add(
                    "Left out: %s, whose layers %s alone has."
                        .formatted(variant.name(), variant.backend().orElseThrow())));
    JudgedRuns judged = new JudgedRuns(suite, result);
    result.runs().stream()
        .filter(judged::isBaseline)
        .forEach(
            run ->
                finding(run)
                    .ifPresent(
                        found ->
                            notes.add(
                                "Guards found fault with %s itself (%s): what is judged beside it may"
                                        .formatted(name(run), found)
                                    + " be judged wrongly.")));
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
  public List<Figure> figures(ComparisonResult result) {
    List<Figure> figures = new ArrayList<>();
    figures.add(new Figure("Loss", RunFolder::metrics, FinalFigures.LOSS));
    figures.add(
        new Figure("sqrt(d) times standard deviation", RunFolder::metrics, FinalFigures.SPREAD));
    figures.add(new Figure("Effective rank (RankMe)", RunFolder::metrics, FinalFigures.RANK));
    figures.add(
        new Figure(
            "Entropy of targets, share of ln K", RunFolder::metrics, FinalFigures.TARGET_ENTROPY));
    figures.add(
        new Figure("Nearest-neighbour accuracy", RunFolder::accuracies, Measuring.ACCURACY));
    for (String column : norms(result)) {
      String layer = column.substring(NORMS.length());
      figures.add(new Figure("Norm of the gradient of " + layer, RunFolder::metrics, column));
    }
    return figures;
  }

  /** The columns of layers' gradients, from the first layer on; at most so many. */
  private static List<String> norms(ComparisonResult result) {
    List<String> columns =
        result.runs().stream()
            .flatMap(run -> CurveFile.columns(new RunFolder(run.folder()).metrics()).stream())
            .filter(column -> column.startsWith(NORMS))
            .filter(column -> !FIRST_LAYER.contains(column))
            .distinct()
            .toList();
    int apart = Math.max(1, (columns.size() + MOST_LAYERS - 1) / MOST_LAYERS);
    return IntStream.range(0, columns.size())
        .filter(index -> index % apart == 0)
        .mapToObj(columns::get)
        .toList();
  }

  @Override
  public List<Map<String, Object>> facts(ComparisonResult result) {
    // A variant's first seed stands for it.
    Set<String> seen = new HashSet<>();
    return factsOfRuns(result).values().stream()
        .filter(facts -> seen.add(facts.get(VARIANT).toString()))
        .toList();
  }

  @Override
  public Map<RunResult, Map<String, Object>> factsOfRuns(ComparisonResult result) {
    JudgedRuns judged = new JudgedRuns(suite, result);
    Map<RunResult, Map<String, Object>> facts = new LinkedHashMap<>();
    for (RunResult run : result.runs()) {
      facts.put(run, facts(judged, suite.variant(run.place().contestant()), run));
    }
    return facts;
  }

  private static Map<String, Object> facts(
      JudgedRuns judged, AblationVariant variant, RunResult run) {
    FinalFigures figures = judged.figures(run).orElseGet(() -> FinalFigures.of(run));
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put(VARIANT, variant.name());
    facts.put("seed", run.place().seed());
    facts.put("loss", finite(figures.loss()));
    facts.put("spread", finite(figures.spread()));
    facts.put("effective-rank", finite(figures.rank()));
    facts.put("target-entropy", finite(figures.targetEntropy()));
    facts.put("knn-accuracy", finite(figures.accuracy()));
    facts.put("outcome", judged.outcome(run).map(Outcome::words).orElse(null));
    facts.put("verdict", finding(run).orElse(null));
    facts.put("guards", judged.guards(run).map(AblationLayout::id).orElse(null));
    facts.put("expected", variant.direction().words());
    facts.put("as-expected", judged.holds(run).orElse(null));
    facts.put("published", variant.published());
    return facts;
  }

  private static String id(GuardJudgement judgement) {
    return judgement.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Object finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
