package dev.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.cli.result.Accuracies;
import dev.doppel.cli.result.Measurements;
import dev.doppel.cli.result.RunOutcome;
import dev.doppel.cli.result.TrainingResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class TrainingTextTest {

  private static final Accuracies MEASURED =
      Accuracies.before(OptionalDouble.of(0.832), OptionalDouble.of(0.801))
          .withTrained(OptionalDouble.of(0.8551));

  @Test
  void lines_calibratedEncoder_followsTheAccuracies() {
    assertThat(lines(MEASURED.withCalibrated(OptionalDouble.of(0.846))))
        .endsWith(
            "kNN accuracy: random encoder 83.2 %, pixels 80.1 %, BYOL 85.5 %",
            "Random encoder with calibrated batch norm: 84.6 %; training adds 0.9 points to that");
  }

  @Test
  void lines_noCalibratedEncoder_endWithTheAccuracies() {
    assertThat(lines(MEASURED))
        .endsWith("kNN accuracy: random encoder 83.2 %, pixels 80.1 %, BYOL 85.5 %");
  }

  @Test
  void lines_divergedEncoder_compareNothing() {
    Accuracies diverged =
        MEASURED.withCalibrated(OptionalDouble.of(0.846)).withTrained(OptionalDouble.empty());
    assertThat(lines(diverged))
        .endsWith(
            "kNN accuracy: random encoder 83.2 %, pixels 80.1 %, BYOL not measured",
            "Random encoder with calibrated batch norm: 84.6 %");
  }

  private static List<String> lines(Accuracies accuracies) {
    return TrainingText.lines(
        new TrainingResult(
            "byol",
            Path.of("runs/byol"),
            Path.of("runs/byol/encoder-0000.params"),
            RunOutcome.completed(800),
            accuracies,
            Measurements.NONE,
            "",
            Duration.ofSeconds(150),
            683,
            List.of(),
            List.of()));
  }
}
