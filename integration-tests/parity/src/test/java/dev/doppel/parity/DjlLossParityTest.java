package dev.doppel.parity;

import ai.djl.Device;

/** DJL against the golden losses. */
final class DjlLossParityTest extends LossParity {

  @Override
  String engineName() {
    return "DJL";
  }

  @Override
  TensorEngine engine() {
    return new DjlEngine(Device.cpu());
  }

  @Override
  Tolerance tolerance(GoldenLossCase golden) {
    return float32(golden);
  }
}
