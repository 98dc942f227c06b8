package dev.doppel.pluginjars;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A program that ran in a virtual machine of its own.
 *
 * @param status its exit status
 * @param output what it said
 */
record JavaRun(int status, String output) {

  /** A build that fetches all that it needs takes a few. */
  private static final long MOST_MINUTES = 15;

  private static final String NATIVES = "org.bytedeco.javacpp.platform.extension";

  static JavaRun of(Path folder, List<Path> classPath, String... arguments)
      throws IOException, InterruptedException {
    return of(folder, List.of(), List.of(), classPath, arguments);
  }

  /** With the runtime as the only root of modules: the plugins are bound to it as services. */
  static JavaRun of(
      Path folder,
      List<Path> modulePath,
      List<String> options,
      List<Path> classPath,
      String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx1g",
            "-Dai.djl.offline=true",
            "-D" + NATIVES + "=" + System.getProperty(NATIVES, "")));
    if (!modulePath.isEmpty()) {
      command.addAll(List.of("--module-path", path(modulePath)));
      command.addAll(List.of("--add-modules", "dev.doppel.runtime"));
    }
    command.addAll(options);
    command.addAll(List.of("-cp", path(classPath)));
    command.addAll(List.of(arguments));
    return of(folder, command);
  }

  /** Any command. */
  static JavaRun of(Path folder, List<String> command) throws IOException, InterruptedException {
    Path log = Files.createTempFile(folder, "run", ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      boolean ended = process.waitFor(MOST_MINUTES, TimeUnit.MINUTES);
      assertThat(ended)
          .as("%s, after %d minutes:%n%s", command, MOST_MINUTES, Files.readString(log))
          .isTrue();
      return new JavaRun(process.exitValue(), Files.readString(log));
    } finally {
      process.destroyForcibly();
    }
  }

  private static String path(List<Path> entries) {
    return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
