package dev.doppel.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.loss.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * An adapter against the golden trajectories: a small network trained for some steps through its
 * {@code SelfSupervision}, the loss at each step and the parameters at the end. One subclass an
 * adapter.
 */
abstract class TrajectoryParity {

  // What the golden vectors' README demands of a float32 backend.
  private static final double LOSS_RELATIVE = 2e-4;
  private static final double LOSS_ABSOLUTE = 2e-5;
  private static final double PARAMETER = 1e-3;

  /** The platform under test, in this test's words. */
  abstract String platform();

  abstract Trajectory trajectory(GoldenTrajectory golden, InstalledMethods methods);

  @TestFactory
  List<DynamicTest> trajectories() {
    GoldenDirectory directory = GoldenDirectory.configured();
    InstalledMethods methods = new InstalledMethods();
    NotInstalled notInstalled = new NotInstalled("trajectories on " + platform());
    List<DynamicTest> tests = new ArrayList<>();
    for (String name : directory.trajectoryNames()) {
      GoldenTrajectory golden = directory.trajectory(name);
      if (notInstalled.count(golden.method(), methods.has(golden.method()))) {
        tests.add(DynamicTest.dynamicTest(name, () -> check(golden, methods)));
      }
    }
    tests.add(
        DynamicTest.dynamicTest(
            "trajectories whose method is not installed",
            () -> notInstalled.report(GoldenDirectory.mustBeComplete())));
    return tests;
  }

  private void check(GoldenTrajectory golden, InstalledMethods methods) {
    try (Trajectory trajectory = trajectory(golden, methods)) {
      double[] losses = trajectory.run();
      for (int step = 0; step < golden.steps(); step++) {
        double expected = golden.losses().get(step);
        double allowed = Math.max(LOSS_ABSOLUTE, LOSS_RELATIVE * Math.abs(expected));
        assertThat(Math.abs(losses[step] - expected))
            .as(
                "loss of %s at step %d: expected %s, found %s",
                golden.name(), step, expected, losses[step])
            .isLessThanOrEqualTo(allowed);
      }
      golden
          .finalOnline()
          .forEach((part, tensors) -> compare(trajectory, Network.ONLINE, part, tensors));
      golden
          .finalTarget()
          .forEach((part, tensors) -> compare(trajectory, Network.TARGET, part, tensors));
      compareStates(golden, trajectory.states());
    }
  }

  private static void compareStates(GoldenTrajectory golden, Map<String, double[]> found) {
    Map<String, GoldenTensor> expected = new TreeMap<>();
    golden.finalCentre().ifPresent(centre -> expected.put("centre", centre));
    List<GoldenTensor> queues = golden.finalQueues();
    for (int view = 0; view < queues.size(); view++) {
      expected.put(queues.size() == 1 ? "queue" : "queue-" + view, queues.get(view));
    }
    assertThat(found.keySet()).as("what %s remembers", golden.name()).isEqualTo(expected.keySet());
    expected.forEach((name, tensor) -> compare(name, tensor, index -> found.get(name)[index]));
  }

  private static void compare(
      Trajectory trajectory, Network network, String part, List<GoldenTensor> expected) {
    List<float[]> found = trajectory.parameters(network, part);
    assertThat(found).as("parameters of the %s %s", network, part).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      float[] values = found.get(i);
      String what = "%s %s, parameter %d".formatted(network, part, i);
      compare(what, expected.get(i), index -> values[index]);
    }
  }

  private static void compare(String what, GoldenTensor expected, IntToDoubleFunction found) {
    double[] values = expected.data();
    double allowed = PARAMETER * expected.largest();
    for (int i = 0; i < values.length; i++) {
      assertThat(Math.abs(found.applyAsDouble(i) - values[i]))
          .as("%s, element %d: expected %s, found %s", what, i, values[i], found.applyAsDouble(i))
          .isLessThanOrEqualTo(allowed);
    }
  }
}
