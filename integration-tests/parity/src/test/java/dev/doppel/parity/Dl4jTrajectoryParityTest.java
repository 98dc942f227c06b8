package dev.doppel.parity;

/** DL4J against the golden trajectories. */
final class Dl4jTrajectoryParityTest extends TrajectoryParity {

  @Override
  String platform() {
    return "DL4J";
  }

  @Override
  Trajectory trajectory(GoldenTrajectory golden, InstalledMethods methods) {
    return new Dl4jTrajectory(golden, methods);
  }
}
