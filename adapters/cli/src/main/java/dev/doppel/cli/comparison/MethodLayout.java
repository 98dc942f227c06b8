package dev.doppel.cli.comparison;

import dev.doppel.cli.file.RunFolder;
import dev.doppel.cli.training.Measuring;
import java.util.List;
import java.util.Map;

/** Methods held against each other: what each reached, and what it began with. */
public final class MethodLayout implements ComparisonLayout {

  /** Creates the layout. */
  public MethodLayout() {}

  @Override
  public String title(ComparisonResult result) {
    int methods = result.methods().size();
    return methods == 1 ? "One method" : methods + " methods compared";
  }

  @Override
  public List<List<String>> table(ComparisonResult result) {
    return ComparisonTable.of(result);
  }

  @Override
  public List<String> notes(ComparisonResult result) {
    return ComparisonTable.notes(result);
  }

  @Override
  public List<Figure> figures(ComparisonResult result) {
    return List.of(
        new Figure("Nearest-neighbour accuracy", RunFolder::accuracies, Measuring.ACCURACY),
        new Figure("Loss, each method's own", RunFolder::metrics, "loss"),
        new Figure("Standard deviation of features", RunFolder::metrics, "feature-std.std"));
  }

  @Override
  public List<Map<String, Object>> facts(ComparisonResult result) {
    return result.methods().stream().map(MethodSummary::facts).toList();
  }
}
