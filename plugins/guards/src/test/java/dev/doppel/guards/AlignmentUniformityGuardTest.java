package dev.doppel.guards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.spi.guard.CollapseGuard;
import dev.doppel.spi.guard.Condition;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.testkit.ArrayObservation;
import dev.doppel.testkit.CollapseGuardContract;
import dev.doppel.testkit.DoubleArray;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AlignmentUniformityGuardTest extends CollapseGuardContract {

  private static final int PATIENCE = 3;

  private final MonitorRun run = new MonitorRun(new AlignmentUniformityGuardFactory());

  @Override
  protected CollapseGuard guard() {
    return run.create(Map.of());
  }

  @Test
  void assess_equalOutputs_isCompleteCollapseAfterPatience() {
    ArrayObservation look = around(1e-3);
    assertThat(run.last(PATIENCE - 1, look).condition()).isEqualTo(Condition.HEALTHY);

    Verdict verdict = run.last(PATIENCE, look);

    assertThat(verdict.condition()).isEqualTo(Condition.COMPLETE_COLLAPSE);
    assertThat(verdict.seen()).endsWith("of the predictions, above -0.1 for 3 looks");
  }

  @Test
  void assess_outputsCloseTogether_isWarning() {
    // Distances of normalised rows are about 0.5: exp(-2 * 0.25) is about 0.6.
    assertThat(run.last(PATIENCE, around(0.4)).condition()).isEqualTo(Condition.WARNING);
  }

  @Test
  void assess_opposites_haveTheFiguresOfTheFormulas() {
    ArrayObservation look = ArrayObservation.of(new double[][] {{1, 0}, {-2, 0}});

    // Both views are the same; one pair, at distance 2.
    assertThat(run.last(1, look).figures())
        .containsEntry("alignment", 0.0)
        .hasEntrySatisfying("uniformity", value -> assertThat(value).isCloseTo(-8, within(1e-12)));
  }

  @Test
  void assess_oneView_saysNothing() {
    Verdict verdict = run.last(PATIENCE, around(1e-3).withoutViews());

    assertThat(verdict.condition()).isEqualTo(Condition.HEALTHY);
    assertThat(verdict.figures()).isEmpty();
  }

  private static ArrayObservation around(double deviation) {
    double[][] rows = DoubleArray.gaussian(5, 64, 16).toRows();
    for (double[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] = 1 + deviation * row[i];
      }
    }
    return ArrayObservation.of(rows);
  }
}
