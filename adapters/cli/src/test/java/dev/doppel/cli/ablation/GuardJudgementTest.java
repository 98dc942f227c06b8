package dev.doppel.cli.ablation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.cli.comparison.GuardFinding;
import dev.doppel.spi.guard.Condition;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GuardJudgementTest {

  @ParameterizedTest
  @CsvSource({
    "HEALTHY, '', RIGHTLY_QUIET",
    "HEALTHY, WARNING, RIGHTLY_QUIET",
    "HEALTHY, DIMENSIONAL_COLLAPSE, FALSE_ALARM",
    "COMPLETE_COLLAPSE, COMPLETE_COLLAPSE, CAUGHT",
    "COMPLETE_COLLAPSE, DIMENSIONAL_COLLAPSE COMPLETE_COLLAPSE, CAUGHT",
    "DIMENSIONAL_COLLAPSE, COMPLETE_COLLAPSE, OTHER_KIND",
    "DIMENSIONAL_COLLAPSE, WARNING, MISSED",
    "ONE_ANSWER, COMPLETE_COLLAPSE, CAUGHT",
    "UNIFORM_TARGETS, '', MISSED",
    "DIVERGED, DIVERGENCE, CAUGHT"
  })
  void of_outcomeAndFindings_isWhetherTheyAgree(
      Outcome outcome, String conditions, GuardJudgement expected) {
    List<GuardFinding> findings =
        Stream.of(conditions.split(" ", -1))
            .filter(condition -> !condition.isEmpty())
            .map(condition -> new GuardFinding("guard", Condition.valueOf(condition), 9, "", ""))
            .toList();
    assertThat(GuardJudgement.of(outcome, findings)).isEqualTo(expected);
  }
}
