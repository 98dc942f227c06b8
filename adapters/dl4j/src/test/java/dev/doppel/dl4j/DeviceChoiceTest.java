package dev.doppel.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.runtime.training.DeviceException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

/** The choice among devices that are there, which need not be here. */
final class DeviceChoiceTest {

  private final DeviceChoice none = new DeviceChoice(0);
  private final DeviceChoice two = new DeviceChoice(2);

  @Test
  void of_thisMachine_hasNd4jsCount() {
    int count = Nd4j.getAffinityManager().getNumberOfDevices();
    boolean cuda =
        Nd4j.getExecutioner().getEnvironmentInformation().getProperty("backend").equals("CUDA");
    List<String> expected =
        cuda
            ? IntStream.range(0, count).mapToObj(index -> "gpu:" + index).toList()
            : List.of("cpu");

    assertThat(DeviceChoice.of(Nd4jNatives.load()).present()).isEqualTo(expected);
    assertThat(new Dl4jBackend().devices()).isEqualTo(expected);
  }

  @Test
  void choose_auto_isWhatTheNativesRunOn() {
    assertThat(none.choose("auto")).isEqualTo("cpu");
    assertThat(two.choose("auto")).isEqualTo("gpu:0");
  }

  @Test
  void choose_named_isThatOne() {
    assertThat(none.choose("cpu")).isEqualTo("cpu");
    assertThat(two.choose("gpu")).isEqualTo("gpu:0");
    assertThat(two.choose("gpu:0")).isEqualTo("gpu:0");
    assertThat(two.choose("gpu:1")).isEqualTo("gpu:1");
  }

  @Test
  void choose_gpuWithCpuNatives_namesTheArtifact() {
    for (String name : List.of("gpu", "gpu:0", "gpu:1")) {
      assertAbsent(
          none,
          name,
          "device '"
              + name
              + "' was asked for, but ND4J's natives see only cpu. A GPU needs"
              + " org.nd4j:nd4j-cuda-11.6, with its natives for this platform and CUDA 11.6, in"
              + " place of org.nd4j:nd4j-native");
    }
  }

  @Test
  void choose_cpuWithCudaNatives_namesTheArtifact() {
    assertAbsent(
        two,
        "cpu",
        "device 'cpu' was asked for, but ND4J's natives see only gpu:0, gpu:1. The CPU needs"
            + " org.nd4j:nd4j-native in place of org.nd4j:nd4j-cuda-11.6");
  }

  @Test
  void choose_gpuBeyondTheLast_namesThoseThereAre() {
    assertAbsent(
        two,
        "gpu:2",
        "device 'gpu:2' was asked for, but ND4J's natives see only gpu:0, gpu:1. Choose one of"
            + " these");
  }

  private static void assertAbsent(DeviceChoice choice, String name, String message) {
    assertThatThrownBy(() -> choice.choose(name))
        .isInstanceOf(DeviceException.class)
        .hasMessage(message);
  }
}
