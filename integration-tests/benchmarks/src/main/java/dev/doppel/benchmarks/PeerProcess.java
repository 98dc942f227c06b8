package dev.doppel.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A peer's program in Python that runs beside the benchmark. It reads a number of rounds a line and
 * answers each with the seconds they took, so that its start is not counted.
 */
final class PeerProcess implements Contender {

  private final Process process;
  private final PrintWriter questions;
  private final BufferedReader answers;

  /** Starts {@code python peers/SCRIPT ARGUMENTS} and waits until it says that it is ready. */
  PeerProcess(String script, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("python", "python3"));
    command.add(System.getProperty("peers", "peers") + "/" + script);
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    process = builder.start();
    questions = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    answers = process.inputReader(StandardCharsets.UTF_8);
    String ready = answers.readLine();
    if (!"ready".equals(ready)) {
      throw new IOException("'" + String.join(" ", command) + "' said '" + ready + "', not ready");
    }
  }

  @Override
  public double run(int rounds) throws IOException {
    return Double.parseDouble(answer(String.valueOf(rounds)));
  }

  /** The most memory that it had resident so far, in bytes; not all programs know. */
  long peakMemory() throws IOException {
    return Long.parseLong(answer("memory"));
  }

  private String answer(String question) throws IOException {
    questions.println(question);
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("the peer's program ended");
    }
    return answer;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
