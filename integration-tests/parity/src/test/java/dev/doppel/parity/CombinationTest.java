package dev.doppel.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.djl.DjlBackend;
import dev.doppel.dl4j.Dl4jBackend;
import dev.doppel.runtime.training.TrainingBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Swapping the backend, the loss, the target update or a guard is one key. */
final class CombinationTest {

  private static final int STEPS = 3;

  static List<Arguments> combinations() {
    List<Arguments> combinations = new ArrayList<>();
    for (TrainingBackend backend : List.of(new DjlBackend(), new Dl4jBackend())) {
      for (String loss : List.of("byol", "simsiam")) {
        for (String update : List.of("ema", "none")) {
          for (String guard : List.of("feature-std", "non-finite")) {
            combinations.add(Arguments.of(backend.name(), backend, loss, update, guard));
          }
        }
      }
    }
    return combinations;
  }

  @ParameterizedTest(name = "{0}, {2}, {3}, {4}")
  @MethodSource("combinations")
  void combination_fewSteps_trains(
      String name, TrainingBackend backend, String loss, String update, String guard) {
    Map<String, String> settings =
        Map.of(
            "recipe",
            "byol",
            "loss",
            loss,
            "target-update",
            update,
            "guards",
            guard,
            "backbone.filters",
            "8",
            "batch-size",
            "16",
            "steps",
            String.valueOf(STEPS));
    List<Double> losses = CrossBackendTest.losses(backend, settings, STEPS);
    assertThat(losses).as(name).hasSize(STEPS);
    // Both are sums or means of cosines: within [-1, 1] and [0, 4], and changing with every step.
    assertThat(losses).allSatisfy(value -> assertThat(value).isBetween(-1.0, 4.0));
    assertThat(losses).doesNotHaveDuplicates();
  }
}
