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
      throw new DeviceException(doesNotStart(e, Platform.fromSystem("pytorch").getClassifier()), e);
    }
  }

  /** What to say of an engine that does not start on a platform. */
  static String doesNotStart(Throwable failure, String platform) {
    Throwable reason = failure;
    while (reason.getCause() != null) {
      reason = reason.getCause();
    }
    return "DJL's PyTorch engine does not start: %s (%s). ".formatted(failure.getMessage(), reason)
        + "It needs PyTorch's natives: ai.djl.pytorch:pytorch-native-cpu with classifier "
        + platform
        + "; or PYTORCH_LIBRARY_PATH, a folder with them, and PYTORCH_VERSION; or a network to"
        + " fetch them from, with -Dai.djl.offline=false";
  }
}
