package dev.doppel.parity;

import ai.djl.Device;
import dev.doppel.djl.DjlBackend;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** DJL on a GPU against the golden losses. */
@Tag("gpu")
final class DjlGpuLossParityTest extends LossParity {

  @Override
  @TestFactory
  List<DynamicTest> losses() {
    return GpuAssumption.tests("golden losses on " + engineName(), new DjlBackend(), super::losses);
  }

  @Override
  String engineName() {
    return "DJL on a GPU";
  }

  @Override
  TensorEngine engine() {
    return new DjlEngine(Device.gpu());
  }

  @Override
  Tolerance tolerance(GoldenLossCase golden) {
    return float32(golden);
  }
}
