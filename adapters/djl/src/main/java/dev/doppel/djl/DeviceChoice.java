package dev.doppel.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import dev.doppel.runtime.training.DeviceException;
import java.util.ArrayList;
import java.util.List;

/** Maps device names of recipes to DJL's devices. */
final class DeviceChoice {

  private DeviceChoice() {}

  static List<String> present(Engine engine) {
    List<String> devices = new ArrayList<>();
    devices.add("cpu");
    for (int i = 0; i < engine.getGpuCount(); i++) {
      devices.add("gpu:" + i);
    }
    return devices;
  }

  static Device choose(Engine engine, String name) {
    int gpus = engine.getGpuCount();
    if (name.equals("cpu") || (name.equals("auto") && gpus == 0)) {
      return Device.cpu();
    }
    int index = name.startsWith("gpu:") ? Integer.parseInt(name.substring("gpu:".length())) : 0;
    if (index >= gpus) {
      throw new DeviceException(
          "device '%s' was asked for, but DJL's PyTorch engine sees %s; present are %s."
                  .formatted(name, gpus == 0 ? "no GPU" : gpus + " GPUs", present(engine))
              + " A GPU needs the CUDA natives in place of ai.djl.pytorch:pytorch-native-cpu:"
              + " ai.djl.pytorch:pytorch-native-cu128, or PYTORCH_LIBRARY_PATH with"
              + " PYTORCH_FLAVOR=cu128");
    }
    return Device.gpu(index);
  }
}
