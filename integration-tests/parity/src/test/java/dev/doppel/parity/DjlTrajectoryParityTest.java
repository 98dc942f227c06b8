package dev.doppel.parity;

import ai.djl.Device;

/** DJL against the golden trajectories. */
final class DjlTrajectoryParityTest extends TrajectoryParity {

  @Override
  String platform() {
    return "DJL";
  }

  @Override
  Trajectory trajectory(GoldenTrajectory golden, InstalledMethods methods) {
    return new DjlTrajectory(golden, methods, Device.cpu());
  }
}
