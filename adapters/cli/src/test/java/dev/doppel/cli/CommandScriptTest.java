package dev.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code bin/doppel} starts Java with, in a distribution with given natives. */
final class CommandScriptTest {

  private static final String ONE_DNN = "nd4j-native-1.0.0-M2.1-linux-x86_64-onednn-avx2.jar";
  private static final String PYTORCH = "pytorch-native-cpu-2.7.1-linux-x86_64.jar";
  private static final String CHOSEN = "-Dorg.bytedeco.javacpp.platform.extension=-onednn-avx2";
  private static final String NOT_CHOSEN = "-Dorg.bytedeco.javacpp.platform.extension=";

  @TempDir Path folder;

  @BeforeEach
  void distribute() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no /bin/sh");
    for (String name : List.of("home/bin", "home/lib", "java/bin", "tools")) {
      Files.createDirectories(folder.resolve(name));
    }
    Files.copy(Path.of("src/main/distribution/bin/doppel"), folder.resolve("home/bin/doppel"));
    program("java/bin/java", "printf '%s\\n' \"$@\"");
    processor(true, false);
  }

  @Test
  void script_avx2AndOneDnn_choosesOneDnn() throws IOException, InterruptedException {
    assertThat(javaOptions(ONE_DNN)).contains(CHOSEN).doesNotContain(NOT_CHOSEN);
  }

  @Test
  void script_avx2AsMacOsSaysIt_choosesOneDnn() throws IOException, InterruptedException {
    processor(false, true);

    assertThat(javaOptions(ONE_DNN.replace("linux", "macosx"))).contains(CHOSEN);
  }

  @Test
  void script_noAvx2_leavesOneDnn() throws IOException, InterruptedException {
    processor(false, false);

    assertThat(javaOptions(ONE_DNN)).contains(NOT_CHOSEN).doesNotContain(CHOSEN);
  }

  @Test
  void script_noOneDnn_leavesIt() throws IOException, InterruptedException {
    assertThat(javaOptions("nd4j-native-1.0.0-M2.1-linux-x86_64.jar")).contains(NOT_CHOSEN);
  }

  @Test
  void script_pytorchsNatives_stayOffline() throws IOException, InterruptedException {
    assertThat(javaOptions(PYTORCH)).contains("-Dai.djl.offline=true");
    assertThat(javaOptions("pytorch-native-cu128-2.7.1-linux-x86_64.jar"))
        .contains("-Dai.djl.offline=true");
  }

  @Test
  void script_cudaWithoutPytorchsNatives_letsDjlFetchThem()
      throws IOException, InterruptedException {
    assertThat(
            javaOptions(
                "pytorch-native-cpu-2.7.1.jar", "nd4j-cuda-11.6-1.0.0-M2.1-linux-x86_64.jar"))
        .contains("-Dai.djl.offline=false", NOT_CHOSEN);
  }

  /** Plugins on the class path would not have class loaders of their own. */
  @Test
  void script_classPath_isLibAlone() throws IOException, InterruptedException {
    Path home = folder.toRealPath().resolve("home");

    assertThat(javaOptions())
        .containsSequence("-cp", home.resolve("lib") + "/*")
        .contains("-Ddoppel.home=" + home);
  }

  /** Stands in for what asks the processor: grep on Linux, sysctl on macOS. */
  private void processor(boolean linuxAvx2, boolean macOsAvx2) throws IOException {
    program("tools/grep", "exit " + (linuxAvx2 ? 0 : 1));
    program("tools/sysctl", "echo " + (macOsAvx2 ? 1 : 0));
  }

  private void program(String name, String body) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private List<String> javaOptions(String... jars) throws IOException, InterruptedException {
    File[] before = folder.resolve("home/lib").toFile().listFiles();
    for (File jar : before) {
      Files.delete(jar.toPath());
    }
    for (String jar : jars) {
      Files.createFile(folder.resolve("home/lib").resolve(jar));
    }
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", folder.resolve("home/bin/doppel").toString(), "train");
    builder.environment().remove("PYTORCH_LIBRARY_PATH");
    builder.environment().put("JAVA_HOME", folder.resolve("java").toString());
    builder.environment().merge("PATH", "", (path, none) -> folder.resolve("tools") + ":" + path);
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    List<String> options = output.lines().toList();
    assertThat(options).endsWith("dev.doppel.cli.Doppel", "train");
    return options;
  }
}
