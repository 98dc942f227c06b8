package dev.doppel.runtime.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LastGoodStateTest {

  private final LastGoodState<String> states = new LastGoodState<>();

  @Test
  void good_nothingKept_isEmpty() {
    assertThat(states.good()).isEmpty();
    assertThat(states.candidate()).isEmpty();
  }

  @Test
  void keep_faresWell_isGoodOnceTheNextIsKept() {
    states.begin(Optional.of("start"), Optional.empty());
    states.keep("first", true);
    assertThat(states.good()).contains("start");
    assertThat(states.candidate()).contains("first");
    states.keep("second", true);
    assertThat(states.good()).contains("first");
    assertThat(states.candidate()).contains("second");
  }

  @Test
  void keep_faresBadly_leavesTheLastGoodOne() {
    states.begin(Optional.of("start"), Optional.of("first"));
    states.keep("second", false);
    assertThat(states.good()).contains("start");
    assertThat(states.candidate()).isEmpty();
  }

  @Test
  void fail_dropsTheStateBeforeTheFailure() {
    states.begin(Optional.of("start"), Optional.of("first"));
    states.fail();
    states.keep("second", true);
    states.keep("third", true);
    assertThat(states.good()).contains("second");
  }
}
