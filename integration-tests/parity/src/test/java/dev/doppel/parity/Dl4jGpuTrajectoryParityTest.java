package dev.doppel.parity;

import dev.doppel.dl4j.Dl4jBackend;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** DL4J on a GPU against the golden trajectories. ND4J runs on what its natives are made for. */
@Tag("gpu")
final class Dl4jGpuTrajectoryParityTest extends TrajectoryParity {

  @Override
  @TestFactory
  List<DynamicTest> trajectories() {
    return GpuAssumption.tests(
        "golden trajectories on " + platform(), new Dl4jBackend(), super::trajectories);
  }

  @Override
  String platform() {
    return "DL4J on a GPU";
  }

  @Override
  Trajectory trajectory(GoldenTrajectory golden, InstalledMethods methods) {
    return new Dl4jTrajectory(golden, methods);
  }
}
