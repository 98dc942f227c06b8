package dev.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that go back to an earlier state. */
final class RollbackTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"djl", "dl4j"})
  void train_learningRateFarTooHigh_goesBackAndRecovers(String backend) throws IOException {
    Path run = folder.resolve("run");
    CommandRun trained =
        diverging(run, "backend=" + backend, "rollback.learning-rate-factor=1e-21");

    // The square of weights of 1e20 overflows float32; a learning rate of 0.1 trains.
    assertThat(trained.status()).as(trained.err()).isZero();
    List<String> verdicts = Files.readAllLines(run.resolve("verdicts.txt"));
    assertThat(verdicts.get(0)).startsWith("non-finite at step ").contains("divergence");
    assertThat(verdicts)
        .filteredOn(line -> line.startsWith("rollback "))
        .hasSize(1)
        .last()
        .asString()
        .startsWith("rollback 1 of at most 3: from step ")
        .endsWith(" back to step 0, learning rates times 1.0E-21 from there on");
    assertThat(trained.err()).contains(verdicts);
    List<String> rows = Files.readAllLines(run.resolve("metrics.csv"));
    assertThat(rows).hasSize(1 + 12).noneMatch(row -> row.contains("NaN"));
    assertThat(rows.get(0)).contains("rollback.count");
    assertThat(Files.readString(run.resolve("report.html"))).contains("non-finite");
    assertThat(CommandRun.of("inspect", run.toString()).out())
        .contains("  rollback 1 of at most 3");
  }

  @Test
  void train_nothingHelps_stopsWithTheGuardsStatus() throws IOException {
    Path run = folder.resolve("run");
    CommandRun trained = diverging(run, "rollback.learning-rate-factor=1", "rollback.most=2");

    assertThat(trained.status()).isEqualTo(ExitStatus.COLLAPSE.code());
    assertThat(trained.err()).contains("; the run went back 2 times\n");
    assertThat(Files.readAllLines(run.resolve("verdicts.txt")))
        .filteredOn(line -> line.startsWith("rollback "))
        .hasSize(2);
    assertThat(CommandRun.of("resume", run.toString()).err())
        .contains("was stopped by a guard after ", "and would be again: non-finite at step ");
  }

  private static CommandRun diverging(Path run, String... more) {
    String[] settings = {
      "optimizer=sgd",
      "optimizer.learning-rate=1e20",
      "optimizer.schedule=constant",
      "optimizer.warmup-steps=0",
      "guards=non-finite",
      "guard.non-finite.interval=1",
      "guard.non-finite.action=rollback",
      "steps=12"
    };
    return CommandRun.train(
        run, Stream.of(settings, more).flatMap(Stream::of).toArray(String[]::new));
  }

  @Test
  void train_failsAllAlong_goesBackToTheStateBeforeIt() throws IOException {
    Path run = folder.resolve("run");
    // No rank of so few outputs is that high: the guard says so at its fifth look, after step 20.
    CommandRun trained =
        CommandRun.train(
            run,
            "guards=effective-rank",
            "guard.effective-rank.interval=4",
            "guard.effective-rank.every=1",
            "guard.effective-rank.patience=5",
            "guard.effective-rank.least-rank=1000",
            "guard.effective-rank.action=rollback",
            "rollback.every=4",
            "rollback.most=1",
            "steps=30");
    assertThat(trained.status()).isEqualTo(ExitStatus.COLLAPSE.code());
    // It was so from the first look on, and no state is good that the guard may still tell of.
    assertThat(Files.readAllLines(run.resolve("verdicts.txt")))
        .hasSize(3)
        .element(1)
        .isEqualTo(
            "rollback 1 of at most 1: from step 19 back to step 0, learning rates times 0.5 from"
                + " there on");
    List<String> rows = Files.readAllLines(run.resolve("metrics.csv"));
    assertThat(rows).hasSize(1 + 20);
    for (int step = 0; step < 20; step++) {
      assertThat(rows.get(1 + step)).startsWith(step + ",");
    }
  }
}
