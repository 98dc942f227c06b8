package dev.doppel.guards;

import dev.doppel.spi.guard.Assessment;
import dev.doppel.spi.guard.CollapseGuardFactory;
import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.guard.Condition;
import dev.doppel.spi.guard.Observation;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.step.State;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Shows a monitor one look after another. */
record MonitorRun(CollapseGuardFactory factory) {

  CollapseMonitor create(Map<String, String> texts) {
    return (CollapseMonitor) factory.create(Options.parse(factory.options(), texts));
  }

  List<Verdict> verdicts(List<? extends Observation> looks) {
    return verdicts(looks, Map.of());
  }

  List<Verdict> verdicts(List<? extends Observation> looks, Map<String, String> texts) {
    CollapseMonitor guard = create(texts);
    List<Verdict> verdicts = new ArrayList<>();
    State state = State.empty();
    for (Observation look : looks) {
      Assessment assessment = guard.assess(look, state);
      state = assessment.state();
      verdicts.add(assessment.verdict());
    }
    return verdicts;
  }

  /** The last verdict of a run that looks the same each time. */
  Verdict last(int looks, Observation look) {
    return verdicts(Collections.nCopies(looks, look)).get(looks - 1);
  }

  static List<Condition> conditions(List<Verdict> verdicts) {
    return verdicts.stream().map(Verdict::condition).toList();
  }
}
