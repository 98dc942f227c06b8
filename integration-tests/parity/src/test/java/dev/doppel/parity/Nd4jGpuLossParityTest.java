package dev.doppel.parity;

import dev.doppel.dl4j.Dl4jBackend;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** ND4J on a GPU against the golden losses. ND4J runs on what its natives are made for. */
@Tag("gpu")
final class Nd4jGpuLossParityTest extends LossParity {

  @Override
  @TestFactory
  List<DynamicTest> losses() {
    return GpuAssumption.tests(
        "golden losses on " + engineName(), new Dl4jBackend(), super::losses);
  }

  @Override
  String engineName() {
    return "ND4J on a GPU";
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
