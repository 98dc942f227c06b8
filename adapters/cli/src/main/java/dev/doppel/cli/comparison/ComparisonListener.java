package dev.doppel.cli.comparison;

import dev.doppel.cli.training.TrainingListener;
import java.nio.file.Path;

/** Is told how a comparison goes. */
public interface ComparisonListener {

  /**
   * A run begins.
   *
   * @param place which
   * @return is told how that run goes
   */
  TrainingListener onRun(RunPlace place);

  /**
   * A run ended, well or not.
   *
   * @param result how it went
   */
  void onRunEnd(RunResult result);

  /**
   * A run is taken over from an earlier start.
   *
   * @param place which
   * @param folder its folder
   */
  void onTakenOver(RunPlace place, Path folder);

  /**
   * A run of an earlier start did not come to its end and is begun anew.
   *
   * @param place which
   * @param folder its folder
   */
  void onDiscarded(RunPlace place, Path folder);
}
