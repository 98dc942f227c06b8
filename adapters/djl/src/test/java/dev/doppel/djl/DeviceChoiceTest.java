package dev.doppel.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.engine.Engine;
import dev.doppel.runtime.training.DeviceException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The choice among devices that are there, which need not be here. */
final class DeviceChoiceTest {

  private final DeviceChoice none = new DeviceChoice(0, false);
  private final DeviceChoice two = new DeviceChoice(2, true);

  @Test
  void of_thisMachine_hasDjlsCount() {
    Engine engine = PytorchEngine.start();
    List<String> expected = new ArrayList<>(List.of("cpu"));
    for (int i = 0; i < engine.getGpuCount(); i++) {
      expected.add("gpu:" + i);
    }
    assertThat(DeviceChoice.of(engine).present()).isEqualTo(expected);
    assertThat(new DjlBackend().devices()).isEqualTo(expected);
    assertThat(DeviceChoice.of(engine).choose("auto")).isEqualTo(engine.defaultDevice());
  }

  @Test
  void choose_auto_prefersTheFirstGpu() {
    assertThat(none.choose("auto")).isEqualTo(Device.cpu());
    assertThat(two.choose("auto")).isEqualTo(Device.gpu(0));
  }

  @Test
  void choose_named_isThatOne() {
    assertThat(none.choose("cpu")).isEqualTo(Device.cpu());
    assertThat(two.choose("cpu")).isEqualTo(Device.cpu());
    assertThat(two.choose("gpu")).isEqualTo(Device.gpu(0));
    assertThat(two.choose("gpu:0")).isEqualTo(Device.gpu(0));
    assertThat(two.choose("gpu:1")).isEqualTo(Device.gpu(1));
  }

  @Test
  void choose_gpuWithCpuNatives_namesTheArtifact() {
    assertAbsent(
        none,
        "gpu",
        "device 'gpu' was asked for, but DJL's PyTorch engine sees only cpu. A GPU needs"
            + " ai.djl.pytorch:pytorch-native-cu128 in place of ai.djl.pytorch:pytorch-native-cpu,"
            + " or PYTORCH_LIBRARY_PATH, a folder with PyTorch's natives for CUDA, with"
            + " PYTORCH_VERSION and PYTORCH_FLAVOR=cu128");
  }

  @Test
  void choose_gpuWithCudaNativesAlone_saysWhereToLook() {
    assertAbsent(
        new DeviceChoice(0, true),
        "gpu:0",
        "device 'gpu:0' was asked for, but DJL's PyTorch engine sees only cpu. Its natives are made"
            + " for CUDA: see with nvidia-smi whether there is a GPU with a driver");
  }

  @Test
  void choose_gpuBeyondTheLast_namesThoseThereAre() {
    assertAbsent(
        two,
        "gpu:2",
        "device 'gpu:2' was asked for, but DJL's PyTorch engine sees only cpu, gpu:0, gpu:1."
            + " Choose one of these");
  }

  private static void assertAbsent(DeviceChoice choice, String name, String message) {
    assertThatThrownBy(() -> choice.choose(name))
        .isInstanceOf(DeviceException.class)
        .hasMessage(message);
  }
}
