package dev.doppel.targetupdates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.target.TargetSource;
import dev.doppel.spi.target.TargetUpdate;
import dev.doppel.testkit.TargetUpdateContract;
import org.junit.jupiter.api.Test;

final class NoTargetUpdateTest extends TargetUpdateContract {

  @Override
  protected TargetUpdate targetUpdate() {
    return new NoTargetUpdate();
  }

  @Override
  protected double expectedKeep(long step, long steps) {
    return 1;
  }

  @Test
  void source_isTheOnlineNetwork() {
    assertThat(targetUpdate().source()).isEqualTo(TargetSource.ONLINE_NETWORK);
  }
}
