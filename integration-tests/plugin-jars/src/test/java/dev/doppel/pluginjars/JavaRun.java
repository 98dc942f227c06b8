package dev.doppel.pluginjars;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A program that ran in a virtual machine of its own.
 *
 * @param status its exit status
 * @param output what it said
 */
record JavaRun(int status, String output) {

  private static final String NATIVES = "org.bytedeco.javacpp.platform.extension";

  static JavaRun of(Path folder, List<Path> classPath, String... arguments)
      throws IOException, InterruptedException {
    return of(folder, List.of(), List.of(), classPath, arguments);
  }

  /** With all modules of the module path as roots. */
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
      command.addAll(List.of("--add-modules", "ALL-MODULE-PATH"));
    }
    command.addAll(options);
    command.addAll(List.of("-cp", path(classPath)));
    command.addAll(List.of(arguments));
    return of(folder, command);
  }

  /** Any command. */
  static JavaRun of(Path folder, List<String> command) throws IOException, InterruptedException {
    Path log = Files.createTempFile(folder, "run", ".log");
    int status =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    return new JavaRun(status, Files.readString(log));
  }

  private static String path(List<Path> entries) {
    return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
