package dev.doppel.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.StandardCapabilities;
import dev.doppel.runtime.training.DeviceException;
import java.util.ArrayList;
import java.util.List;

/**
 * Maps device names of recipes to DJL's devices.
 *
 * @param gpus how many GPUs the engine can use
 * @param cuda whether its natives are made for them
 */
record DeviceChoice(int gpus, boolean cuda) {

  /** What DJL says is here: natives without CUDA see no GPU, whatever the machine has. */
  static DeviceChoice of(Engine engine) {
    return new DeviceChoice(engine.getGpuCount(), engine.hasCapability(StandardCapabilities.CUDA));
  }

  List<String> present() {
    List<String> devices = new ArrayList<>();
    devices.add("cpu");
    for (int i = 0; i < gpus; i++) {
      devices.add("gpu:" + i);
    }
    return devices;
  }

  /**
   * Chooses a device.
   *
   * @param name {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}
   * @return the device
   * @throws DeviceException if it is absent
   */
  Device choose(String name) {
    String wanted =
        switch (name) {
          case "auto" -> gpus > 0 ? "gpu:0" : "cpu";
          case "gpu" -> "gpu:0";
          default -> name;
        };
    int index = present().indexOf(wanted);
    if (index < 0) {
      throw new DeviceException(
          "device '%s' was asked for, but DJL's PyTorch engine sees only %s. %s"
              .formatted(name, String.join(", ", present()), advice()));
    }
    return index == 0 ? Device.cpu() : Device.gpu(index - 1);
  }

  private String advice() {
    if (gpus > 0) {
      return "Choose one of these";
    }
    return cuda
        ? "Its natives are made for CUDA: see with nvidia-smi whether there is a GPU with a driver"
        : "A GPU needs ai.djl.pytorch:pytorch-native-cu128 in place of"
            + " ai.djl.pytorch:pytorch-native-cpu, or PYTORCH_LIBRARY_PATH, a folder with PyTorch's"
            + " natives for CUDA, with PYTORCH_VERSION and PYTORCH_FLAVOR=cu128";
  }
}
