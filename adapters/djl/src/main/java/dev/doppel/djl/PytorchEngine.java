package dev.doppel.djl;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.util.Platform;
import dev.doppel.runtime.training.DeviceException;

/** DJL's PyTorch engine, the only one that trains and is still developed. */
final class PytorchEngine {

  static final String NAME = "PyTorch";

  private PytorchEngine() {}

  /**
   * Starts the engine, once in a virtual machine.
   *
   * @return the engine
   * @throws DeviceException if it has no natives that it can load
   */
  static Engine start() {
    try {
      return Engine.getEngine(NAME);
    } catch (EngineException e) {
      Platform platform = Platform.fromSystem("pytorch");
      throw new DeviceException(
          doesNotStart(e, platform.getVersion(), platform.getClassifier()), e);
    }
  }

  /**
   * What to say of an engine that does not start.
   *
   * @param failure what it failed with
   * @param version PyTorch's version that fits the engine
   * @param platform this machine's name among the natives
   * @return the message
   */
  static String doesNotStart(Throwable failure, String version, String platform) {
    Throwable reason = failure;
    while (reason.getCause() != null) {
      reason = reason.getCause();
    }
    return "DJL's PyTorch engine does not start: %s (%s). ".formatted(failure.getMessage(), reason)
        + "It needs PyTorch's natives: ai.djl.pytorch:pytorch-native-cpu:%s with classifier %s; or"
            .formatted(version, platform)
        + " PYTORCH_LIBRARY_PATH, a folder with them, with PYTORCH_VERSION=%s and PYTORCH_FLAVOR,"
            .formatted(version)
        + " cpu or cu128; or a network to fetch them from, with -Dai.djl.offline=false";
  }
}
