package dev.doppel.dl4j;

import dev.doppel.runtime.training.DeviceException;
import dev.doppel.runtime.training.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.factory.Nd4j;

/** Maps device names of recipes to what ND4J runs on. */
final class DeviceChoice {

  private DeviceChoice() {}

  /** ND4J has one kind of natives at a time: all of its devices are GPUs, or it has the CPU. */
  static List<String> present() {
    if (!hasGpus()) {
      return List.of("cpu");
    }
    List<String> devices = new ArrayList<>();
    for (int i = 0; i < Nd4j.getAffinityManager().getNumberOfDevices(); i++) {
      devices.add("gpu:" + i);
    }
    return devices;
  }

  private static boolean hasGpus() {
    return "CUDA".equals(Nd4j.getExecutioner().getEnvironmentInformation().getProperty("backend"));
  }

  /**
   * Chooses the plan's device and its threads.
   *
   * @return the device's name
   * @throws DeviceException if it is absent
   */
  static String prepare(TrainingPlan plan) {
    NativesAdvice.giveOnce();
    if (plan.threads() > 0) {
      Nd4j.getEnvironment().setMaxThreads(plan.threads());
      Nd4j.getEnvironment().setMaxMasterThreads(plan.threads());
    }
    String device = choose(present(), plan.device());
    if (device.startsWith("gpu:")) {
      int index = Integer.parseInt(device.substring("gpu:".length()));
      Nd4j.getAffinityManager().unsafeSetDevice(index);
    }
    return device;
  }

  static String choose(List<String> present, String name) {
    String wanted =
        switch (name) {
          case "auto" -> present.get(0);
          case "gpu" -> "gpu:0";
          default -> name;
        };
    if (!present.contains(wanted)) {
      throw new DeviceException(
          "device '%s' was asked for, but ND4J's natives see %s. ".formatted(name, present)
              + (wanted.equals("cpu")
                  ? "The CPU needs org.nd4j:nd4j-native in place of org.nd4j:nd4j-cuda-11.6"
                  : "A GPU needs org.nd4j:nd4j-cuda-11.6, with its natives for this platform, in"
                      + " place of org.nd4j:nd4j-native"));
    }
    return wanted;
  }
}
