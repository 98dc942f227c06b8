package dev.doppel.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.EngineException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class PytorchEngineTest {

  @Test
  void doesNotStart_noNatives_saysWhatIsNeeded() {
    EngineException failure =
        new EngineException(
            "Failed to save pytorch index file", new IOException("Offline mode is enabled."));

    assertThat(PytorchEngine.doesNotStart(failure, "2.7.1", "linux-aarch64"))
        .isEqualTo(
            "DJL's PyTorch engine does not start: Failed to save pytorch index file"
                + " (java.io.IOException: Offline mode is enabled.). It needs PyTorch's natives:"
                + " ai.djl.pytorch:pytorch-native-cpu:2.7.1 with classifier linux-aarch64; or"
                + " PYTORCH_LIBRARY_PATH, a folder with them, with PYTORCH_VERSION=2.7.1 and"
                + " PYTORCH_FLAVOR, cpu or cu128; or a network to fetch them from, with"
                + " -Dai.djl.offline=false");
  }
}
