package dev.doppel.djl;

import dev.doppel.runtime.plugin.PluginFailure;
import dev.doppel.runtime.training.DeviceException;
import java.util.function.Supplier;

/**
 * Tells that a device's memory is too small from all else that PyTorch says by one and the same
 * exception.
 */
final class DeviceMemory {

  private DeviceMemory() {}

  /**
   * Does some work.
   *
   * @param device the name of the device, for the message
   * @param work the work; what it throws passes otherwise
   * @param <T> the type of its result
   * @return its result
   * @throws DeviceException if memory ran out
   */
  static <T> T guard(Supplier<String> device, Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      if (PluginFailure.isOfMemory(e)) {
        throw new DeviceException(
            "the memory of device '%s' is too small for this run (%s); use a smaller batch-size"
                .formatted(device.get(), firstLine(e.getMessage())),
            e);
      }
      throw e;
    }
  }

  private static String firstLine(String message) {
    return String.valueOf(message).lines().findFirst().orElse("").strip();
  }
}
