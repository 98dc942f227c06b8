package dev.doppel.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A Java process of its own that steps a method and nothing else. Prints the processor time of a
 * step in milliseconds, after a warm-up, and the most memory that was resident, in bytes.
 */
public final class MethodProcess {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String PEAK = "VmHWM:";

  private MethodProcess() {}

  /**
   * What a process found.
   *
   * @param milliseconds the processor time of a step, of all threads
   * @param peakMemory the most memory that was resident, in bytes
   */
  record Result(double milliseconds, long peakMemory) {}

  /** Runs such a process with this one's class path, properties and environment. */
  static Result run(String method, String side, int steps) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    String offline = System.getProperty("ai.djl.offline");
    if (offline != null) {
      command.add("-Dai.djl.offline=" + offline);
    }
    command.addAll(List.of(MethodProcess.class.getName(), method, side, String.valueOf(steps)));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    try (BufferedReader answers = process.inputReader(StandardCharsets.UTF_8)) {
      String answer = answers.readLine();
      if (answer == null) {
        throw new IOException("'" + String.join(" ", command) + "' printed nothing");
      }
      String[] figures = answer.split(" ", -1);
      return new Result(Double.parseDouble(figures[0]), Long.parseLong(figures[1]));
    } finally {
      process.destroy();
    }
  }

  /**
   * Steps.
   *
   * @param arguments the method, {@code doppel} or {@code hand-written}, and the number of steps
   * @throws Exception if a step fails
   */
  public static void main(String[] arguments) throws Exception {
    MethodWorkload workload = MethodWorkload.of(arguments[0]);
    int steps = Integer.parseInt(arguments[2]);
    try (Contender side =
        arguments[1].equals("doppel")
            ? DoppelMethod.of(workload)
            : new HandWrittenMethod(workload)) {
      side.run(steps);
      double begin = processorTime();
      side.run(steps);
      System.out.println((processorTime() - begin) / steps + " " + peakMemory());
    }
  }

  private static double processorTime() {
    return ProcessHandle.current().info().totalCpuDuration().map(Duration::toNanos).orElseThrow()
        / 1e6;
  }

  private static long peakMemory() throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith(PEAK))
        .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow(() -> new IOException(STATUS + " has no " + PEAK));
  }
}
