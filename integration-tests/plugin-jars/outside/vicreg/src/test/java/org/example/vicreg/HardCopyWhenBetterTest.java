package org.example.vicreg;

import dev.doppel.spi.target.TargetUpdate;
import dev.doppel.testkit.TargetUpdateContract;

final class HardCopyWhenBetterTest extends TargetUpdateContract {

  @Override
  protected TargetUpdate targetUpdate() {
    return new HardCopyWhenBetter(2);
  }

  /** Means over two steps: 8.5, 6.5, 4.5 and so on, up again from step 10 on. */
  @Override
  protected double latestLoss(long step) {
    return step < 10 ? 9 - step : step;
  }

  /** A copy after every other step, as long as the loss falls. */
  @Override
  protected double expectedKeep(long step, long steps) {
    return step % 2 == 1 && step < 10 ? 0 : 1;
  }

  @Override
  protected double expectedKeepOfRunningStatistics(long step, long steps) {
    return expectedKeep(step, steps);
  }
}
