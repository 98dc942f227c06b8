package dev.doppel.parity;

/** DJL against the golden losses. */
final class DjlLossParityTest extends LossParity {

  @Override
  String engineName() {
    return "DJL";
  }

  @Override
  TensorEngine engine() {
    return new DjlEngine();
  }

  @Override
  Tolerance tolerance(GoldenLossCase golden) {
    return float32(golden);
  }
}
