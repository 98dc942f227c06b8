package dev.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Presses Ctrl-C on a command in a virtual machine of its own. */
final class InterruptionTest {

  /** Signal 2 is bit 1 of the mask. */
  private static final long SIGINT_BIT = 1 << 1;

  private static final int DEADLINE_SECONDS = 120;

  @TempDir Path folder;

  @Test
  void train_interruptSignal_writesWhatThereIs() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "no /bin/kill");
    assumeFalse(interruptIsIgnored(), "started with SIGINT ignored, as are the programs it starts");
    Path output = folder.resolve("run");
    Path results = folder.resolve("out.txt");
    List<String> errors =
        interrupted(results, "step ", "train", "--recipe", "byol", "--output", output.toString());

    assertThat(errors)
        .contains("interrupted: finishing this step, then writing what there is")
        .noneMatch(line -> line.startsWith("doppel: "));
    assertThat(output.toFile().list())
        .containsExactlyInAnyOrder(
            "recipe.properties",
            "metrics.csv",
            "checkpoints",
            "encoder-0000.params",
            "summary.json",
            "report.html");
    assertThat(results)
        .content()
        .startsWith("interrupted after ")
        .contains("of 1,000,000 steps")
        .contains("to go on: doppel resume " + output + "\n")
        .endsWith("to measure the encoder: doppel evaluate --run " + output + "\n");
    assertThat(Files.readString(output.resolve("summary.json"))).contains("\"interrupted\"");
    assertThat(CommandRun.of("evaluate", "--run", output.toString()).status()).isZero();
  }

  @Test
  void compare_interruptSignal_writesTheTableOfWhatThereIs()
      throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "no /bin/kill");
    assumeFalse(interruptIsIgnored(), "started with SIGINT ignored, as are the programs it starts");
    Path output = folder.resolve("compared");
    Path results = folder.resolve("table.txt");
    List<String> errors =
        interrupted(
            results,
            "method 1 of 2: step ",
            "compare",
            "--methods",
            "byol,simsiam",
            "--output",
            output.toString());

    assertThat(errors).noneMatch(line -> line.startsWith("doppel: "));
    assertThat(Files.readString(output.resolve("table.md")))
        .containsPattern("\\| interrupted after [\\d,]+ of 1,000,000 steps: stopped on request \\|")
        .contains("| not run |");
    assertThat(results).content().contains("interrupted after ", "not run", "report: file:");
    assertThat(output.resolve("byol-seed-0/report.html")).exists();
    assertThat(output.resolve("simsiam-seed-0")).doesNotExist();
  }

  /** Runs a command, presses Ctrl-C at a line of its error output, and returns all of that. */
  private static List<String> interrupted(Path results, String at, String... arguments)
      throws IOException, InterruptedException {
    Process process = start(results, arguments);
    List<String> errors = new ArrayList<>();
    try (BufferedReader lines = process.errorReader()) {
      boolean pressed = false;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        errors.add(line);
        if (!pressed && line.startsWith(at)) {
          interrupt(process);
          pressed = true;
        }
      }
      assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(String.join("\n", errors)).isEqualTo(130);
    return errors;
  }

  /** Shells start background commands so, and Java then leaves the signal alone. */
  private static boolean interruptIsIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    for (String line : Files.exists(status) ? Files.readAllLines(status) : List.<String>of()) {
      if (line.startsWith("SigIgn:")) {
        long mask = Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16);
        return (mask & SIGINT_BIT) != 0;
      }
    }
    return false;
  }

  private static Process start(Path results, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-Dai.djl.offline=true",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.doppel.cli.Doppel"));
    command.addAll(List.of(arguments));
    command.addAll(
        List.of("data=shapes", "data.size=16", "data.count=64", "batch-size=16", "steps=1000000"));
    return new ProcessBuilder(command).redirectOutput(results.toFile()).start();
  }

  private static void interrupt(Process process) throws IOException, InterruptedException {
    new ProcessBuilder("/bin/kill", "-INT", String.valueOf(process.pid())).start().waitFor();
  }
}
