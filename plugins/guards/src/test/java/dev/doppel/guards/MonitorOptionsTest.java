package dev.doppel.guards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.guard.CollapseGuardFactory;
import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MonitorOptionsTest {

  private static final String MOST = "1000000";

  @Test
  void steps_anyCounts_areTheirProductUpToWhatAnIntHolds() {
    assertThat(MonitorOptions.steps(3)).isEqualTo(3);
    assertThat(MonitorOptions.steps(3, 4)).isEqualTo(12);
    assertThat(MonitorOptions.steps(3, 2, 4)).isEqualTo(24);
    assertThat(MonitorOptions.steps(Integer.MAX_VALUE, 1)).isEqualTo(Integer.MAX_VALUE);
    assertThat(MonitorOptions.steps(1 << 16, 1 << 15)).isEqualTo(Integer.MAX_VALUE);
    assertThat(
            MonitorOptions.steps(
                Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE))
        .isEqualTo(Integer.MAX_VALUE);
  }

  /** Each was one product of its own, which did not fit. */
  @Test
  void delay_greatestSettingsOfAnyMonitor_isAtLeastItsInterval() {
    for (CollapseGuardFactory factory : new GuardsPlugin().collapseGuards()) {
      if (factory.kind() != CollapseMonitor.class) {
        continue;
      }
      Map<String, String> texts = new HashMap<>();
      for (Option<?> option : factory.options()) {
        if (List.of("interval", "patience", "every").contains(option.name())) {
          texts.put(option.name(), MOST);
        }
      }
      CollapseMonitor monitor =
          (CollapseMonitor) factory.create(Options.parse(factory.options(), texts));
      assertThat(monitor.delay()).as(factory.name()).isGreaterThanOrEqualTo(monitor.interval());
    }
  }
}
