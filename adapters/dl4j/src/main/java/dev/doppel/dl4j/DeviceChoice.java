package dev.doppel.dl4j;

import dev.doppel.runtime.training.DeviceException;
import dev.doppel.runtime.training.TrainingPlan;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Maps device names of recipes to what ND4J runs on. It has one kind of natives at a time: all of
 * its devices are GPUs, or it has the CPU.
 *
 * @param gpus how many GPUs ND4J has; 0 if its natives are those for the CPU
 */
record DeviceChoice(int gpus) {

  /** What ND4J says is here; with CUDA natives it starts only where there is a GPU. */
  static DeviceChoice of(Nd4jNatives natives) {
    return new DeviceChoice(natives.cuda() ? Nd4j.getAffinityManager().getNumberOfDevices() : 0);
  }

  List<String> present() {
    return gpus == 0
        ? List.of("cpu")
        : IntStream.range(0, gpus).mapToObj(index -> "gpu:" + index).toList();
  }

  /**
   * Chooses a device.
   *
   * @param name {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}
   * @return the device's name
   * @throws DeviceException if it is absent
   */
  String choose(String name) {
    String wanted =
        switch (name) {
          case "auto" -> present().get(0);
          case "gpu" -> "gpu:0";
          default -> name;
        };
    if (!present().contains(wanted)) {
      throw new DeviceException(
          "device '%s' was asked for, but ND4J's natives see only %s. %s"
              .formatted(name, String.join(", ", present()), advice(wanted)));
    }
    return wanted;
  }

  /**
   * Chooses the plan's device and its threads.
   *
   * @return the device's name
   * @throws DeviceException if it is absent
   */
  static String prepare(TrainingPlan plan) {
    Nd4jNatives natives = Nd4jNatives.load();
    String device = of(natives).choose(plan.device());
    NativesAdvice.giveOnce(natives);
    if (plan.threads() > 0) {
      Nd4j.getEnvironment().setMaxThreads(plan.threads());
      Nd4j.getEnvironment().setMaxMasterThreads(plan.threads());
    }
    if (natives.cuda()) {
      int index = Integer.parseInt(device.substring("gpu:".length()));
      Nd4j.getAffinityManager().unsafeSetDevice(index);
    }
    return device;
  }

  private String advice(String wanted) {
    if (gpus == 0) {
      return "A GPU needs org.nd4j:nd4j-cuda-11.6, with its natives for this platform and CUDA 11.6,"
          + " in place of org.nd4j:nd4j-native";
    }
    return wanted.equals("cpu")
        ? "The CPU needs org.nd4j:nd4j-native in place of org.nd4j:nd4j-cuda-11.6"
        : "Choose one of these";
  }
}
