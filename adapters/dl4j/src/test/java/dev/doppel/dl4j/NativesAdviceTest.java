package dev.doppel.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;

final class NativesAdviceTest {

  private static final String START =
      "ND4J runs without oneDNN, which makes convolutions on a CPU about 2.5 times faster";

  private static String onX86(String platform) {
    return START
        + ": put nd4j-native with classifier "
        + platform
        + "-onednn-avx2 on the class path and start Java with"
        + " -Dorg.bytedeco.javacpp.platform.extension=-onednn-avx2; or both with -onednn, if the"
        + " processor has no AVX2";
  }

  @Test
  void text_oneDnnOrCuda_isEmpty() {
    assertThat(NativesAdvice.text(new Nd4jNatives(false, true, "linux-x86_64"))).isEmpty();
    assertThat(NativesAdvice.text(new Nd4jNatives(true, false, "linux-x86_64"))).isEmpty();
  }

  @Test
  void text_plainNativesOnX86_namesThePlatformsArtifact() {
    for (String platform : List.of("linux-x86_64", "macosx-x86_64", "windows-x86_64")) {
      assertThat(NativesAdvice.text(new Nd4jNatives(false, false, platform)))
          .contains(onX86(platform));
    }
  }

  @Test
  void text_plainNativesElsewhere_namesNoArtifactOfAnotherProcessor() {
    assertThat(NativesAdvice.text(new Nd4jNatives(false, false, "linux-arm64")))
        .contains(START + ". For linux-arm64 there are no natives with it");
  }

  @Test
  void program_plainNatives_isAdvisedOnce() throws IOException, InterruptedException {
    String output = run("", jar -> true);

    assertThat(output).containsOnlyOnce(START).endsWith("trained twice\n");
    assertThat(output).contains(advice());
  }

  @Test
  void program_oneDnnAskedForButAbsent_isAdvisedOnce() throws IOException, InterruptedException {
    String output = run("-onednn-avx2", jar -> !jar.contains("onednn"));

    assertThat(output).containsOnlyOnce(START).endsWith("trained twice\n");
    assertThat(output).contains(advice());
  }

  @Test
  void program_thisMachinesNatives_isAdvisedUnlessTheyHaveOneDnn()
      throws IOException, InterruptedException {
    String extension = System.getProperty("org.bytedeco.javacpp.platform.extension", "");
    String output = run(extension, jar -> true);

    assertThat(output.contains(START)).isEqualTo(!Nd4jNatives.load().oneDnn());
    assertThat(output).endsWith("trained twice\n");
  }

  private static String advice() {
    return NativesAdvice.text(new Nd4jNatives(false, false, Loader.getPlatform())).orElseThrow();
  }

  /** Runs {@link TwiceTrained} with an extension of the platform and a part of this class path. */
  private static String run(String extension, Predicate<String> keep)
      throws IOException, InterruptedException {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> keep.test(Path.of(entry).getFileName().toString()))
            .collect(Collectors.joining(File.pathSeparator));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Dorg.bytedeco.javacpp.platform.extension=" + extension,
                "-cp",
                classPath,
                TwiceTrained.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
