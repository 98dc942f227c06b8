package dev.doppel.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.spi.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GoldenDirectoryTest {

  @TempDir private Path folder;

  private void write(String name, String json) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, json);
  }

  @Test
  void of_relativePath_isTakenFromTheBase() throws IOException {
    write("vectors/schedules.json", "{\"cases\": []}");
    assertThat(GoldenDirectory.of("vectors", folder.toString()).toString())
        .isEqualTo(folder.resolve("vectors").toString());
    assertThat(GoldenDirectory.of(folder.resolve("vectors").toString(), "elsewhere").toString())
        .isEqualTo(folder.resolve("vectors").toString());
  }

  @Test
  void of_folderWithoutVectors_saysWhereItLooked() {
    assertThatThrownBy(() -> GoldenDirectory.of("absent", folder.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "golden.dir = absent: no golden vectors in %s;".formatted(folder.resolve("absent"))
                + " one of losses.json, losses-more.json, optimizers.json, schedules.json,"
                + " metrics.json, vision-transformer.json, trajectories is needed");
  }

  @Test
  void losses_readsWhatTheFileSays() throws IOException {
    write(
        "losses.json",
        """
        {"cases": [{"name": "dino-s1", "method": "dino",
          "parameters": {"teacher_temperature": 0.04, "iterations": 3},
          "inputs": {"prediction": [{"shape": [1, 2], "data": [1.5, -2]}]},
          "loss": 0.25,
          "gradients": {"prediction": [{"shape": [1, 2], "data": [0, 3]}]},
          "state_after": {"center": {"shape": [1, 2], "data": [7, 8]}}}]}
        """);
    GoldenLossCase golden = GoldenDirectory.of(".", folder.toString()).losses().get(0);

    assertThat(golden.name()).isEqualTo("dino-s1");
    assertThat(golden.parameters())
        .containsEntry("teacher_temperature", "0.04")
        .containsEntry("iterations", "3");
    GoldenTensor prediction = golden.inputs().get("prediction").get(0);
    assertThat(prediction.shape()).isEqualTo(Shape.of(1, 2));
    assertThat(prediction.data()).containsExactly(1.5, -2);
    assertThat(prediction.floats()).containsExactly(1.5f, -2);
    assertThat(prediction.largest()).isEqualTo(2);
    assertThat(golden.loss()).isEqualTo(0.25);
    assertThat(golden.gradients().get("prediction").get(0).data()).containsExactly(0, 3);
    assertThat(golden.stateAfter().get("center").data()).containsExactly(7, 8);
    assertThat(golden.isIllConditioned()).isTrue();
  }

  @Test
  void files_thatAreAbsent_haveNoCases() throws IOException {
    write("schedules.json", "{\"cases\": []}");
    GoldenDirectory directory = GoldenDirectory.of(".", folder.toString());
    assertThat(directory.losses()).isEmpty();
    assertThat(directory.metrics()).isEmpty();
    assertThat(directory.trajectories()).isEmpty();
  }

  @Test
  void trajectories_ofThisModule_fitTheirNetworks() {
    GoldenDirectory own = GoldenDirectory.of("golden", "");
    assertThat(own.trajectoryNames()).contains("byol", "simsiam");
    GoldenTrajectory byol = own.trajectory("byol");

    assertThat(byol.method()).isEqualTo("byol");
    assertThat(byol.inputChannels()).isEqualTo(1);
    assertThat(byol.layers().get("encoder").get(0))
        .isEqualTo(new GoldenLayer("conv2d", 4, true, false));
    assertThat(byol.layers().get("projector").get(0))
        .isEqualTo(new GoldenLayer("linear", 16, true, false));
    assertThat(byol.initial().get("encoder").get(0).shape()).isEqualTo(Shape.of(4, 1, 3, 3));
    assertThat(byol.batches().get(0)).hasSize(2);
    assertThat(byol.losses()).hasSize(byol.steps());
    assertThat(byol.parameter("learning_rate")).isEqualTo(0.1);
    assertThat(byol.finalOnline().keySet()).isEqualTo(byol.initial().keySet());
    assertThat(byol.finalTarget().keySet()).isEqualTo(Set.of("encoder", "projector"));
    assertThat(byol.finalCentre()).isEmpty();
    assertThat(byol.finalQueues()).isEmpty();
    assertThat(own.trajectory("moco-v2").finalQueues()).hasSize(1);
    assertThat(own.trajectory("swav").finalQueues()).hasSize(2);
    for (GoldenTrajectory trajectory : own.trajectories()) {
      assertParametersFitLayers(trajectory);
    }
  }

  /** A layer has a weight and a bias, a weight alone, a scale and a shift, or nothing. */
  private static void assertParametersFitLayers(GoldenTrajectory trajectory) {
    trajectory
        .layers()
        .forEach(
            (part, layers) -> {
              int expected = 0;
              for (GoldenLayer layer : layers) {
                expected +=
                    switch (layer.type()) {
                      case "conv2d" -> 2;
                      case "linear" -> layer.bias() ? 2 : 1;
                      case "prototypes" -> 1;
                      case "batch_norm" -> layer.affine() ? 2 : 0;
                      default -> 0;
                    };
              }
              List<GoldenTensor> initial = trajectory.initial().get(part);
              assertThat(initial).as("%s of %s", part, trajectory.name()).hasSize(expected);
            });
  }
}
