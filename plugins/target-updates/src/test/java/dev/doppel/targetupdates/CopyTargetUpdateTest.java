package dev.doppel.targetupdates;

import dev.doppel.spi.option.Options;
import dev.doppel.spi.target.TargetUpdate;
import dev.doppel.testkit.TargetUpdateContract;
import java.util.Map;
import org.junit.jupiter.api.Nested;

final class CopyTargetUpdateTest {

  @Nested
  final class EachStep extends TargetUpdateContract {

    @Override
    protected TargetUpdate targetUpdate() {
      return create(Map.of());
    }

    @Override
    protected double expectedKeep(long step, long steps) {
      return 0;
    }
  }

  @Nested
  final class EveryFifthStep extends TargetUpdateContract {

    @Override
    protected TargetUpdate targetUpdate() {
      return create(Map.of("every", "5", "running-statistics", "copy"));
    }

    @Override
    protected double expectedKeep(long step, long steps) {
      return step == 4 || step == 9 || step == 14 || step == 19 ? 0 : 1;
    }

    @Override
    protected double expectedKeepOfRunningStatistics(long step, long steps) {
      return expectedKeep(step, steps);
    }
  }

  private static TargetUpdate create(Map<String, String> texts) {
    CopyTargetUpdateFactory factory = new CopyTargetUpdateFactory();
    return factory.create(Options.parse(factory.options(), texts));
  }
}
