package dev.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command in a virtual machine of its own that lacks a platform's natives. */
final class AbsentNativesTest {

  @TempDir Path folder;

  @Test
  void train_djlWithoutNatives_isADeviceError() throws IOException, InterruptedException {
    assertDeviceError(
        "djl",
        "pytorch-native-",
        "doppel: DJL's PyTorch engine does not start: ",
        ". It needs PyTorch's natives: ai.djl.pytorch:pytorch-native-cpu:2.7.1 with classifier ");
  }

  @Test
  void train_dl4jWithoutNatives_isADeviceError() throws IOException, InterruptedException {
    assertDeviceError(
        "dl4j",
        "nd4j-native-1",
        "doppel: ND4J finds no natives that it can load (",
        "). It needs org.nd4j:nd4j-native on a CPU, or org.nd4j:nd4j-cuda-11.6 and CUDA 11.6 on a"
            + " GPU, each both without a classifier and with the classifier ");
  }

  private void assertDeviceError(String backend, String absent, String start, String advice)
      throws IOException, InterruptedException {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !Path.of(entry).getFileName().toString().startsWith(absent))
            .collect(Collectors.joining(File.pathSeparator));
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-Dai.djl.offline=true",
            "-cp",
            classPath,
            "dev.doppel.cli.Doppel",
            "train",
            "--recipe",
            "byol",
            "--output",
            folder.resolve("run").toString(),
            "backend=" + backend,
            "data=shapes",
            "data.size=16",
            "data.count=64",
            "batch-size=16",
            "steps=2");
    // Natives from elsewhere would do as well: none here, nor among those fetched before.
    builder.environment().remove("PYTORCH_LIBRARY_PATH");
    builder.environment().put("DJL_CACHE_DIR", folder.resolve("cache").toString());
    Process process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(errors).isEqualTo(5);
    assertThat(errors.lines().filter(line -> line.startsWith("doppel: ")))
        .singleElement()
        .asString()
        .startsWith(start)
        .contains(advice);
    assertThat(errors).doesNotContain("\tat ");
    assertThat(folder.resolve("run")).doesNotExist();
  }
}
