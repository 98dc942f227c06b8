package dev.doppel.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.cli.failure.StorageException;
import dev.doppel.cli.file.MetricsFile;
import dev.doppel.cli.file.Storage;
import dev.doppel.runtime.step.StepRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CurveFileTest {

  @TempDir Path folder;

  @Test
  void read_metricsOfARun_areThoseThatWereWritten() {
    Path file = folder.resolve("metrics.csv");
    MetricsFile metrics = new MetricsFile(file, new Storage());
    metrics.add(new StepRecord(0, 1.5, Map.of()));
    metrics.add(new StepRecord(1, Double.NaN, Map.of("feature-std.std", 0.25)));
    metrics.add(new StepRecord(2, Double.POSITIVE_INFINITY, Map.of()));
    metrics.flush();

    Curve loss = CurveFile.read(file, "loss").orElseThrow();
    assertThat(loss.steps()).containsExactly(0, 1, 2);
    assertThat(loss.values()).containsExactly(1.5, Double.NaN, Double.POSITIVE_INFINITY);
    Curve std = CurveFile.read(file, "feature-std.std").orElseThrow();
    assertThat(std.steps()).containsExactly(1);
    assertThat(std.values()).containsExactly(0.25);
  }

  @Test
  void read_nothingToRead_isNoCurve() throws IOException {
    Path file = Files.writeString(folder.resolve("metrics.csv"), "step,loss\n");

    assertThat(CurveFile.read(file, "loss")).isEmpty();
    assertThat(CurveFile.read(file, "other")).isEmpty();
    assertThat(CurveFile.read(folder.resolve("absent.csv"), "loss")).isEmpty();
  }

  @Test
  void read_noTableOfNumbers_isAStorageError() throws IOException {
    Path file = Files.writeString(folder.resolve("metrics.csv"), "step,loss\n1,high\n");

    assertThatThrownBy(() -> CurveFile.read(file, "loss"))
        .isInstanceOf(StorageException.class)
        .hasMessage("cannot read '" + file + "': it is no table of numbers");
  }
}
