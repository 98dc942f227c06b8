package dev.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.cli.file.CheckpointFolder;
import dev.doppel.cli.file.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills runs at random moments, as {@code kill -9} does, and goes on with them. A moment is a
 * number of changes in the run's folder: files that begin, grow, get their name or are removed. The
 * seed is that of the system property {@code doppel.kill.seed}, or the time; {@code doppel.kills}
 * says how often the slow tests kill, 50 times otherwise.
 */
final class KilledRunTest {

  private static final int FEW = 5;
  private static final int STEPS = 600;
  private static final int EVERY = 7;
  private static final int DEADLINE_SECONDS = 300;

  /** A killed run writes some five changes a checkpoint, and so comes at most this far. */
  private static final int MOST_CHANGES = 40;

  @TempDir Path folder;
  private final long seed = Long.getLong("doppel.kill.seed", System.nanoTime());
  private final SplittableRandom random = new SplittableRandom(seed);

  @Test
  void resume_killedAFewTimes_isTheUninterruptedRun() throws Exception {
    assertSurvives("djl", FEW);
  }

  @Test
  @Tag("slow")
  void resume_killedOftenOnDjl_isTheUninterruptedRun() throws Exception {
    assertSurvives("djl", Integer.getInteger("doppel.kills", 50));
  }

  @Test
  @Tag("slow")
  void resume_killedOftenOnDl4j_isTheUninterruptedRun() throws Exception {
    assertSurvives("dl4j", Integer.getInteger("doppel.kills", 50));
  }

  private void assertSurvives(String backend, int kills) throws Exception {
    Path whole = Files.createDirectory(folder.resolve("whole"));
    assertThat(await(start(whole, backend))).as(errors(whole)).isZero();
    Path run = Files.createDirectory(folder.resolve("run"));
    int killed = 0;
    while (killed < kills) {
      long kept = latest(run);
      Process process = start(run, backend);
      if (!killAtRandomMoment(process, run)) {
        break;
      }
      killed++;
      assertGoesOnAfter(kept, run);
      // No checkpoint is lost by a kill, and each has its name only once it is whole.
      assertThat(latest(run)).as("seed %d, kill %d", seed, killed).isGreaterThanOrEqualTo(kept);
    }
    // A run that came to its end before would have been killed less often than it says.
    assertThat(killed).as("seed %d", seed).isEqualTo(kills);
    long kept = latest(run);
    assertThat(await(start(run, backend))).as("seed %d: %s", seed, errors(run)).isZero();
    assertGoesOnAfter(kept, run);
    for (String name : whole.toFile().list()) {
      if (name.equals("metrics.csv") || name.startsWith("encoder") || name.equals("verdicts.txt")) {
        assertThat(run.resolve(name))
            .as("seed %d, %s", seed, name)
            .hasSameBinaryContentAs(whole.resolve(name));
      }
    }
    assertThat(run.toFile().list())
        .as("seed %d", seed)
        .containsExactlyInAnyOrder(whole.toFile().list());
    assertThat(Files.readAllLines(run.resolve("metrics.csv"))).hasSize(1 + STEPS);
  }

  /** At most the steps since the latest checkpoint are lost, where the process came that far. */
  private void assertGoesOnAfter(long kept, Path run) throws IOException {
    List<String> lines = Files.readAllLines(errorsOf(run));
    if (kept > 0) {
      assertThat(lines)
          .as("seed %d", seed)
          .filteredOn(line -> line.startsWith("going on from "))
          .allMatch(line -> line.endsWith("after " + kept + " steps"));
    }
    assertThat(lines).as("seed %d", seed).noneMatch(line -> line.startsWith("doppel: "));
  }

  private static long latest(Path run) {
    return new RunFolder(run)
        .checkpoints().regular().stream().mapToLong(CheckpointFolder.Entry::steps).max().orElse(0);
  }

  /** Kills a process after some changes in its folder; false if it ended before. */
  private boolean killAtRandomMoment(Process process, Path run)
      throws IOException, InterruptedException {
    int changes = random.nextInt(1, MOST_CHANGES);
    Path checkpoints = run.resolve("checkpoints");
    try (WatchService watch = run.getFileSystem().newWatchService()) {
      watch(run, watch);
      boolean both = false;
      int seen = 0;
      while (seen < changes && process.isAlive()) {
        if (!both && Files.isDirectory(checkpoints)) {
          watch(checkpoints, watch);
          both = true;
        }
        // Only so that a process that ended is noticed: what counts are the changes.
        WatchKey key = watch.poll(1, TimeUnit.SECONDS);
        if (key != null) {
          seen += key.pollEvents().size();
          key.reset();
        }
      }
    }
    process.destroyForcibly();
    assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
    // 128 + 9, the number of the signal.
    return process.exitValue() == 137;
  }

  private static void watch(Path path, WatchService watch) throws IOException {
    path.register(
        watch,
        StandardWatchEventKinds.ENTRY_CREATE,
        StandardWatchEventKinds.ENTRY_MODIFY,
        StandardWatchEventKinds.ENTRY_DELETE);
  }

  private static int await(Process process) throws InterruptedException {
    try {
      assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  private static Path errorsOf(Path run) {
    return run.resolveSibling(run.getFileName() + "-errors.txt");
  }

  private static String errors(Path run) throws IOException {
    return Files.readString(errorsOf(run));
  }

  /** Begins a run, or goes on with one that has a recipe. */
  private static Process start(Path run, String backend) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-Dai.djl.offline=true",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.doppel.cli.Doppel"));
    if (Files.exists(run.resolve("recipe.properties"))) {
      command.addAll(List.of("resume", run.toString()));
    } else {
      command.addAll(
          List.of(
              "train",
              "--recipe",
              "moco-v2",
              "--output",
              run.toString(),
              "backend=" + backend,
              "data=shapes",
              "data.size=16",
              "data.count=70",
              "batch-size=16",
              "backbone=small-cnn",
              "backbone.filters=4",
              "backbone.layers=2",
              "projector=linear(16) relu linear(8) l2-normalize",
              "loss.queue-length=32",
              "threads=1",
              "steps=" + STEPS,
              "optimizer.warmup-steps=3",
              "checkpoint.every=" + EVERY,
              "checkpoint.keep=2",
              "guards=feature-std, non-finite",
              "guard.feature-std.interval=5",
              "guard.feature-std.low-std=1",
              "guard.feature-std.action=warn"));
    }
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(errorsOf(run).toFile())
        .start();
  }
}
