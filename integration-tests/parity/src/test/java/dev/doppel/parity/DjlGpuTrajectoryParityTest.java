package dev.doppel.parity;

import ai.djl.Device;
import dev.doppel.djl.DjlBackend;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** DJL on a GPU against the golden trajectories. */
@Tag("gpu")
final class DjlGpuTrajectoryParityTest extends TrajectoryParity {

  @Override
  @TestFactory
  List<DynamicTest> trajectories() {
    return GpuAssumption.tests(
        "golden trajectories on " + platform(), new DjlBackend(), super::trajectories);
  }

  @Override
  String platform() {
    return "DJL on a GPU";
  }

  @Override
  Trajectory trajectory(GoldenTrajectory golden, InstalledMethods methods) {
    return new DjlTrajectory(golden, methods, Device.gpu());
  }
}
