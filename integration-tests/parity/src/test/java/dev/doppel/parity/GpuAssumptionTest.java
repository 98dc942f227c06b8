package dev.doppel.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.djl.DjlBackend;
import dev.doppel.dl4j.Dl4jBackend;
import dev.doppel.runtime.training.TrainingBackend;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GpuAssumptionTest {

  private static final Map<String, String> ARTIFACTS =
      Map.of("djl", "ai.djl.pytorch:pytorch-native-cu128", "dl4j", "org.nd4j:nd4j-cuda-11.6");

  @Test
  void missing_eachBackend_namesTheArtifactUnlessThereIsAGpu() {
    for (TrainingBackend backend : List.of(new DjlBackend(), new Dl4jBackend())) {
      boolean present = backend.devices().stream().anyMatch(name -> name.startsWith("gpu"));
      assertThat(GpuAssumption.missing(backend).isEmpty()).isEqualTo(present);
      if (!present) {
        assertThat(GpuAssumption.missing(backend))
            .hasValueSatisfying(
                message ->
                    assertThat(message)
                        .startsWith("device 'gpu' was asked for, but ")
                        .contains(ARTIFACTS.get(backend.name())));
      }
    }
  }
}
