package dev.doppel.cli.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.cli.failure.StorageException;
import dev.doppel.cli.file.Storage;
import dev.doppel.cli.result.Accuracies;
import dev.doppel.cli.result.Measurements;
import dev.doppel.cli.result.RunOutcome;
import dev.doppel.spi.guard.Condition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FiguresFileTest {

  @TempDir Path folder;

  @Test
  void read_writtenFigures_areTheSame() {
    RunFigures figures =
        new RunFigures(
            "djl",
            "\ttwo\\three = # images: ö",
            " ",
            new RunOutcome(RunOutcome.Ending.STOPPED_BY_GUARD, 3, 40, "std 0\n  seen\r\nhere "),
            Duration.ofMillis(1234),
            Accuracies.before(OptionalDouble.of(0.1), OptionalDouble.of(1.0 / 3)),
            GainTest.run("0110", "1110"),
            List.of(
                new GuardFinding(
                    "feature-std", Condition.COMPLETE_COLLAPSE, 29, "0.1 = low", "a: b"),
                new GuardFinding("rank", Condition.DIMENSIONAL_COLLAPSE, 39, "2 of 64", "")));
    FiguresFile.write(folder, figures, new Storage());
    RunFigures read = FiguresFile.read(folder).orElseThrow();

    assertThat(read).usingRecursiveComparison().isEqualTo(figures);
  }

  @Test
  void read_nothingMeasured_isTheSame() {
    RunFigures figures =
        new RunFigures(
            "dl4j",
            "",
            "",
            RunOutcome.completed(7),
            Duration.ZERO,
            Accuracies.NONE,
            Measurements.NONE,
            List.of());
    FiguresFile.write(folder, figures, new Storage());

    assertThat(FiguresFile.read(folder)).hasValue(figures);
  }

  @Test
  void read_noFile_isNoRun() {
    assertThat(FiguresFile.read(folder)).isEmpty();
    assertThat(FiguresFile.read(folder.resolve("absent"))).isEmpty();
  }

  @Test
  void read_damagedFile_saysSo() throws IOException {
    Path file = Files.writeString(FiguresFile.in(folder), "ending = COMPLETED\n");

    assertThatThrownBy(() -> FiguresFile.read(folder))
        .isInstanceOf(StorageException.class)
        .hasMessage("cannot read '" + file + "': it is damaged: 'steps' is missing");
  }
}
