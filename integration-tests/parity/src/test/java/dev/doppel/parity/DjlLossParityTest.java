package dev.doppel.parity;

/** DJL against the golden losses. */
final class DjlLossParityTest extends LossParity {

  /** Under this temperature logits are large, and float32 rounds them more coarsely. */
  private static final double LOW_TEMPERATURE = 0.1;

  @Override
  String engineName() {
    return "DJL";
  }

  @Override
  TensorEngine engine() {
    return new DjlEngine();
  }

  /** What the golden vectors' README demands of a float32 backend. */
  @Override
  Tolerance tolerance(GoldenLossCase golden) {
    boolean steep =
        golden.name().contains("s50")
            || golden.name().contains("s0.001")
            || golden.parameters().entrySet().stream()
                .anyMatch(
                    parameter ->
                        parameter.getKey().endsWith("temperature")
                            && Double.parseDouble(parameter.getValue()) < LOW_TEMPERATURE);
    return new Tolerance(1e-5, 1e-6, steep ? 1e-3 : 1e-4);
  }
}
