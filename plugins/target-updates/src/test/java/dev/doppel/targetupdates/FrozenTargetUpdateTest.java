package dev.doppel.targetupdates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.option.Options;
import dev.doppel.spi.target.TargetInitialisation;
import dev.doppel.spi.target.TargetSource;
import dev.doppel.spi.target.TargetUpdate;
import dev.doppel.testkit.TargetUpdateContract;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FrozenTargetUpdateTest extends TargetUpdateContract {

  @Override
  protected TargetUpdate targetUpdate() {
    return create(Map.of());
  }

  @Override
  protected double expectedKeep(long step, long steps) {
    return 1;
  }

  @Test
  void initialisation_isIndependentUnlessAskedOtherwise() {
    assertThat(targetUpdate().source()).isEqualTo(TargetSource.OWN_NETWORK);
    assertThat(targetUpdate().initialisation()).isEqualTo(TargetInitialisation.INDEPENDENT);
    assertThat(create(Map.of("initialisation", "copy")).initialisation())
        .isEqualTo(TargetInitialisation.COPY_OF_ONLINE);
  }

  private static TargetUpdate create(Map<String, String> texts) {
    FrozenTargetUpdateFactory factory = new FrozenTargetUpdateFactory();
    return factory.create(Options.parse(factory.options(), texts));
  }
}
