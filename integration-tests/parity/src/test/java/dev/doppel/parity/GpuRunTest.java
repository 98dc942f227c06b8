package dev.doppel.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.djl.DjlBackend;
import dev.doppel.dl4j.Dl4jBackend;
import dev.doppel.runtime.training.TrainingBackend;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A recipe with {@code device=gpu} against the same one with {@code device=cpu}, on DJL. */
@Tag("gpu")
final class GpuRunTest {

  private static final int STEPS = 50;

  static Stream<TrainingBackend> backends() {
    return Stream.of(new DjlBackend(), new Dl4jBackend());
  }

  @ParameterizedTest
  @MethodSource("backends")
  void losses_fiftyBatches_stayWithTheCpus(TrainingBackend backend) {
    GpuAssumption.check("a recipe with device=gpu on " + backend.name(), backend);
    List<Double> cpu = losses(new DjlBackend(), "cpu");
    List<Double> gpu = losses(backend, "gpu");

    CrossBackendTest.assertTogether(cpu, gpu);
    assertThat(gpu).hasSize(STEPS);
  }

  private static List<Double> losses(TrainingBackend backend, String device) {
    Map<String, String> settings =
        new HashMap<>(CrossBackendTest.settings("byol", "lars", "0.1", "small-cnn", STEPS));
    settings.put("device", device);
    return CrossBackendTest.losses(backend, settings, STEPS);
  }
}
