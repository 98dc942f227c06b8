package dev.example.previous;

import dev.doppel.spi.guard.Assessment;
import dev.doppel.spi.guard.CollapseGuard;
import dev.doppel.spi.guard.CollapseGuardFactory;
import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.guard.Condition;
import dev.doppel.spi.guard.Observation;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.loss.Stage;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.step.State;
import java.util.List;
import java.util.Map;

/** Looks at the spread of projections. */
final class PreviousMonitorFactory implements CollapseGuardFactory {

  @Override
  public String name() {
    return "previous-spread";
  }

  @Override
  public String description() {
    return "Notices projections that are all alike.";
  }

  @Override
  public Class<? extends CollapseGuard> kind() {
    return CollapseMonitor.class;
  }

  @Override
  public CollapseGuard create(Options options) {
    return new PreviousMonitor();
  }

  private static final class PreviousMonitor implements CollapseMonitor {

    @Override
    public int interval() {
      return 2;
    }

    @Override
    public Assessment assess(Observation observation, State state) {
      double spread = observation.features(Stage.PROJECTION).featureStd();
      Map<String, Double> figures = Map.of("spread", spread);
      Verdict verdict =
          spread < 1e-9
              ? new Verdict(
                  Condition.COMPLETE_COLLAPSE, "no spread", "", List.of("predictor"), figures)
              : Verdict.healthy(figures);
      return new Assessment(verdict, state);
    }
  }
}
