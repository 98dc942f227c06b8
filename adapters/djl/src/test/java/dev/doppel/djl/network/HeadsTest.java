package dev.doppel.djl.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import dev.doppel.runtime.network.HeadSpecification;
import dev.doppel.runtime.network.InitialWeights;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HeadsTest {

  /** One operation in float32 on numbers around 1. */
  private static final float ROUNDING = 1e-6f;

  private NDManager manager;
  private ParameterStore parameters;

  @BeforeEach
  void openManager() {
    manager = NDManager.newBaseManager("PyTorch");
    parameters = new ParameterStore(manager, false);
    parameters.setParameterServer(null, new Device[] {manager.getDevice()});
  }

  @AfterEach
  void closeManager() {
    manager.close();
  }

  @Test
  void gelu_isTheExactOne() {
    // x * (1 + erf(x / sqrt(2))) / 2 for -1, 0, 0.5 and 2.
    float[] found = run("gelu", new float[] {-1, 0, 0.5f, 2}, 4, false);
    assertThat(found)
        .containsExactly(new float[] {-0.15865526f, 0, 0.34573123f, 1.9544997f}, within(ROUNDING));
  }

  @Test
  void l2Normalize_zeroRow_staysZero() {
    float[] found = run("l2-normalize", new float[] {3, 4, 0, 0}, 2, false);
    assertThat(found).containsExactly(new float[] {0.6f, 0.8f, 0, 0}, within(ROUNDING));
  }

  @Test
  void weightNormLinear_scoresDirections() {
    SequentialBlock head = head("weight-norm-linear(2)", 2);
    set(head, new float[] {3, 4, 0, 2});
    float[] found = run(head, new float[] {1, 2}, true);
    assertThat(found).containsExactly(new float[] {0.6f + 1.6f, 2}, within(ROUNDING));
  }

  @Test
  void weightStandardizedLinear_scoresWithRowsOfMeanZeroAndDeviationOne() {
    SequentialBlock head = head("weight-standardized-linear(2)", 4);
    set(head, new float[] {1, 2, 3, 4, 0, 0, 6, 6});
    float[] found = run(head, new float[] {1, 0, 0, 2}, true);
    // (1 - 2.5 + 2 * (4 - 2.5)) / sqrt(1.25) and (0 - 3 + 2 * (6 - 3)) / 3; the variances are those
    // of rows, plus 1e-5.
    assertThat(found)
        .containsExactly(
            new float[] {(float) (1.5 / Math.sqrt(1.25 + 1e-5)), (float) (3 / Math.sqrt(9 + 1e-5))},
            within(ROUNDING));
  }

  @Test
  void groupNorm_normalizesGroupsOfEachSample() {
    float[] found = run("gn(2)", new float[] {1, 3, 5, 5, -2, 2, 0, 8}, 4, true);
    float one = (float) (1 / Math.sqrt(1 + 1e-5));
    float two = (float) (2 / Math.sqrt(4 + 1e-5));
    float four = (float) (4 / Math.sqrt(16 + 1e-5));
    assertThat(found)
        .containsExactly(new float[] {-one, one, 0, 0, -two, two, -four, four}, within(ROUNDING));
  }

  @Test
  void groupNorm_groupsThatDoNotDivide_areRefused() {
    assertThatThrownBy(() -> head("gn(3)", 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 groups do not divide the 4 channels of a group normalisation's input");
  }

  @Test
  void prototypes_normalizedInPlace_scoreDirections() {
    SequentialBlock head = head("prototypes(2)", 2);
    set(head, new float[] {3, 4, 0, 2});
    assertThat(run(head, new float[] {1, 2}, true)).containsExactly(11, 4);
    // Evaluation normalises as it goes, and changes nothing.
    assertThat(run(head, new float[] {1, 2}, false))
        .containsExactly(new float[] {2.2f, 2}, within(ROUNDING));
    PrototypesBlock prototypes = PrototypesBlock.in(head).orElseThrow();
    assertThat(prototypes.prototypes(manager).toFloatArray()).containsExactly(3, 4, 0, 2);

    prototypes.normalizeRows();

    assertThat(prototypes.prototypes(manager).toFloatArray())
        .containsExactly(new float[] {0.6f, 0.8f, 0, 1}, within(ROUNDING));
    assertThat(run(head, new float[] {1, 2}, true))
        .containsExactly(new float[] {2.2f, 2}, within(ROUNDING));
  }

  @Test
  void linear_deviation_drawsNormalWeights() {
    SequentialBlock head = head("linear(400, std=0.02)", 100);
    float[] weights = head.getParameters().valueAt(0).getArray().toFloatArray();
    double square = 0;
    for (float weight : weights) {
      square += weight * (double) weight;
    }
    // The deviation of 40,000 numbers is within 1.5 % with a chance of far over 99.9 %.
    assertThat(Math.sqrt(square / weights.length)).isCloseTo(0.02, within(0.0003));
  }

  private float[] run(String text, float[] input, int width, boolean training) {
    return run(head(text, width), input, width, training);
  }

  private float[] run(SequentialBlock head, float[] input, boolean training) {
    return run(head, input, input.length, training);
  }

  private float[] run(SequentialBlock head, float[] input, int width, boolean training) {
    NDArray array = manager.create(input, new Shape(input.length / width, width));
    return head.forward(parameters, new NDList(array), training)
        .singletonOrThrow()
        .stopGradient()
        .toFloatArray();
  }

  private SequentialBlock head(String text, int width) {
    SequentialBlock head = Heads.build(HeadSpecification.parse(text), InitialWeights.ofHeads(1));
    head.initialize(manager, DataType.FLOAT32, new Shape(1, width));
    return head;
  }

  private static void set(SequentialBlock head, float[] values) {
    try (NDArray array = head.getParameters().valueAt(0).getArray().stopGradient();
        NDArray fresh = array.getManager().create(values, array.getShape())) {
      array.set(new NDIndex("..."), fresh);
    }
  }
}
