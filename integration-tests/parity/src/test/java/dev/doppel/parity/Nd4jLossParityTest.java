package dev.doppel.parity;

/** ND4J against the golden losses. */
final class Nd4jLossParityTest extends LossParity {

  @Override
  String engineName() {
    return "ND4J";
  }

  @Override
  TensorEngine engine() {
    return new Nd4jEngine();
  }

  @Override
  Tolerance tolerance(GoldenLossCase golden) {
    return float32(golden);
  }
}
