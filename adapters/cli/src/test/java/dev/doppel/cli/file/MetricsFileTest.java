package dev.doppel.cli.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.cli.failure.StorageException;
import dev.doppel.runtime.step.StepRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MetricsFileTest {

  @TempDir Path folder;

  @Test
  void flush_figuresOfSomeSteps_leavesBlanks() {
    Path file = folder.resolve("metrics.csv");
    MetricsFile metrics = new MetricsFile(file, new Storage());
    metrics.add(new StepRecord(0, 0.5f, Map.of("learning-rate", 0.1)));
    metrics.add(new StepRecord(1, 0.1f, Map.of("learning-rate", 0.2, "feature-std.std", 0.25)));
    metrics.flush();

    assertThat(file)
        .hasContent(
            """
            step,loss,learning-rate,feature-std.std
            0,0.5,0.1,
            1,0.1,0.2,0.25
            """);
  }

  @Test
  void flush_figureAppearsLate_rowsBeforeGetBlanks() {
    Path file = folder.resolve("metrics.csv");
    MetricsFile metrics = new MetricsFile(file, new Storage());
    metrics.add(new StepRecord(0, 1, Map.of()));
    metrics.flush();
    metrics.add(new StepRecord(1, Double.NaN, Map.of("guard.a", 2.0)));
    metrics.flush();
    metrics.add(new StepRecord(2, Double.POSITIVE_INFINITY, Map.of()));
    metrics.flush();

    assertThat(file)
        .hasContent(
            """
            step,loss,guard.a
            0,1.0,
            1,NaN,2.0
            2,Infinity,
            """);
  }

  @Test
  void add_manySteps_reachTheDiskInBlocks() throws IOException {
    Path file = folder.resolve("metrics.csv");
    MetricsFile metrics = new MetricsFile(file, new Storage());
    for (int step = 0; step < 250; step++) {
      metrics.add(new StepRecord(step, step, Map.of()));
    }

    assertThat(Files.readAllLines(file)).hasSize(1 + 200);
    metrics.flush();
    assertThat(Files.readAllLines(file)).hasSize(1 + 250).last().isEqualTo("249,249.0");
  }

  @Test
  void flush_diskFull_fileEndsWithLastCompleteBlock() throws IOException {
    Path file = folder.resolve("metrics.csv");
    MetricsFile metrics = new MetricsFile(file, FullDisk.storage(20));
    metrics.add(new StepRecord(0, 1, Map.of()));
    metrics.flush();
    metrics.add(new StepRecord(1, 1, Map.of()));

    assertThatThrownBy(metrics::flush).isInstanceOf(StorageException.class);
    assertThat(Files.readAllLines(file)).isEqualTo(List.of("step,loss", "0,1.0"));
    assertThat(folder.toFile().list()).containsExactly("metrics.csv");
  }
}
