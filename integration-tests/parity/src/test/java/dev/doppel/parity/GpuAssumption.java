package dev.doppel.parity;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.training.DeviceException;
import dev.doppel.runtime.training.TrainingBackend;
import dev.doppel.runtime.training.TrainingSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.DynamicTest;

/** Lets tests run on a GPU where there is one, and says what is missing where there is none. */
final class GpuAssumption {

  private GpuAssumption() {}

  /** Skips the test if the backend has no GPU; fails it if there must be one. */
  static void check(String what, TrainingBackend backend) {
    Optional<String> missing = missing(backend);
    if (missing.isEmpty()) {
      return;
    }
    String message = what + ": not run. " + missing.get();
    if (Boolean.getBoolean("gpu.required")) {
      throw new AssertionError(message + ". There must be a GPU, with -Dgpu.required=true");
    }
    // Surefire keeps the reason of a skipped test to its report.
    System.out.println(message);
    abort(message);
  }

  /** The tests if the backend has a GPU; one that is skipped, or fails, if it has none. */
  static List<DynamicTest> tests(
      String what, TrainingBackend backend, Supplier<List<DynamicTest>> tests) {
    return missing(backend).isEmpty()
        ? tests.get()
        : List.of(DynamicTest.dynamicTest("needs a GPU", () -> check(what, backend)));
  }

  /** What the backend says when it is asked for a GPU; nothing if it has one. */
  static Optional<String> missing(TrainingBackend backend) {
    try {
      if (backend.devices().contains("gpu:0")) {
        return Optional.empty();
      }
      Map<String, String> settings =
          Map.of("recipe", "byol", "device", "gpu", "batch-size", "2", "steps", "1");
      try (TrainingSession session =
          backend.open(CrossBackendTest.plan(backend, settings), new StepListener() {})) {
        throw new AssertionError(
            "%s lists no GPU, but runs on %s".formatted(backend.name(), session.device()));
      }
    } catch (DeviceException e) {
      return Optional.of(e.getMessage());
    }
  }
}
