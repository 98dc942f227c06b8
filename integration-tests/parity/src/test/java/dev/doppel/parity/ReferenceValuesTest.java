package dev.doppel.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.doppel.runtime.plugin.ExtensionKind;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.plugin.Registered;
import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.LossFactory;
import dev.doppel.spi.loss.ReferenceValues;
import dev.doppel.spi.loss.Role;
import dev.doppel.spi.loss.RoleRequirement;
import dev.doppel.spi.loss.TargetForm;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.tensor.Shape;
import dev.doppel.spi.tensor.Tensor;
import dev.doppel.spi.view.ViewKind;
import dev.doppel.testkit.ArrayEmbeddings;
import dev.doppel.testkit.ArrayEngine;
import dev.doppel.testkit.DoubleArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * On each backend, outputs without relation and equal ones give the values that a loss declares.
 */
final class ReferenceValuesTest {

  private static final int BATCH = 6;
  private static final List<ViewKind> VIEWS = List.of(ViewKind.GLOBAL, ViewKind.GLOBAL);
  private static final Step STEP = Step.of(0, 100);

  /** A logit so large that its softmax is 1. */
  private static final double CERTAIN = 1e3;

  /** Float32, as for the golden losses. */
  private static final double RELATIVE = 1e-5;

  private static final double ABSOLUTE = 1e-5;

  /** Float64 sums over the batch of numbers up to the width. */
  private static final double ROUNDING = 1e-10;

  static List<Arguments> losses() {
    List<Arguments> losses = new ArrayList<>();
    for (Registered<LossFactory> loss : PluginRegistry.discover().all(ExtensionKind.LOSS)) {
      losses.add(Arguments.of("DJL", loss.factory().name(), loss, new DjlEngine(Device.cpu())));
      losses.add(Arguments.of("ND4J", loss.factory().name(), loss, new Nd4jEngine()));
    }
    return losses;
  }

  @ParameterizedTest(name = "{1} on {0}")
  @MethodSource("losses")
  void values_areTaken(
      String engineName, String name, Registered<LossFactory> registered, TensorEngine engine) {
    LossFactory factory = registered.factory();
    Loss loss = factory.create(Options.defaults(factory.options()));
    for (boolean collapsed : new boolean[] {false, true}) {
      List<ReferenceValues> declared = new ArrayList<>();
      double found =
          engine
              .evaluate(
                  Map.of("like", List.of(array(BATCH, width(loss)))),
                  Set.of("like"),
                  inputs -> {
                    Tensor given = inputs.get("like").get(0);
                    Tensor like = given.stopGradient();
                    Embeddings outputs = outputs(loss, like, collapsed);
                    declared.add(loss.referenceValues(outputs));
                    State state = state(loss, like, collapsed);
                    Tensor value = loss.compute(outputs, state, STEP.resolve(loss));
                    // An engine differentiates by something; here that is nothing added.
                    return new TensorEngine.Outcome(value.add(given.sum().multiply(0)), Map.of());
                  })
              .loss();
      double expected = collapsed ? declared.get(0).collapsed() : declared.get(0).uniform();
      assertThat(found)
          .as("%s of %s outputs", name, collapsed ? "equal" : "unrelated")
          .isCloseTo(expected, within(Math.max(ABSOLUTE, RELATIVE * Math.abs(expected))));
    }
  }

  /** Room for all rows of all outputs to be orthogonal to each other. */
  private static int width(Loss loss) {
    return BATCH * VIEWS.size() * loss.roles().size();
  }

  private static GoldenTensor array(int rows, int columns) {
    return new GoldenTensor(Shape.of(rows, columns), new double[rows * columns]);
  }

  private static Embeddings outputs(Loss loss, Tensor like, boolean collapsed) {
    Embeddings outputs = Embeddings.empty();
    int index = 0;
    for (RoleRequirement requirement : loss.roles()) {
      for (int view : requirement.views().of(VIEWS)) {
        double[] values =
            loss.targetForm() == TargetForm.DISTRIBUTION
                ? distributions(like, requirement.role(), collapsed && fallsInCollapse(loss, like))
                : standardisesColumns(loss) && !collapsed
                    ? waves(like, index++)
                    : vectors(like, index++, collapsed);
        outputs = outputs.with(requirement.role(), view, like.constant(like.shape(), values));
      }
    }
    return outputs;
  }

  /**
   * Whether collapse to one prototype is what lowers a loss: targets of equal shares, as SwAV's
   * assignments of equal scores are, leave it where it was.
   */
  private static boolean fallsInCollapse(Loss loss, Tensor like) {
    Embeddings outputs = Embeddings.empty();
    for (RoleRequirement requirement : loss.roles()) {
      for (int view : requirement.views().of(VIEWS)) {
        outputs = outputs.with(requirement.role(), view, like);
      }
    }
    ReferenceValues values = loss.referenceValues(outputs);
    return values.collapsed() < values.uniform();
  }

  /**
   * Whether a loss compares columns over the batch and not rows, which is to say that it takes off
   * their means: numbers added to whole columns change nothing. Rows that are orthogonal have
   * columns that are not uncorrelated, so that such a loss takes its uniform value elsewhere.
   */
  private static boolean standardisesColumns(Loss loss) {
    ArrayEmbeddings outputs = ArrayEmbeddings.empty();
    int index = 0;
    for (RoleRequirement requirement : loss.roles()) {
      for (int view : requirement.views().of(VIEWS)) {
        outputs =
            outputs.with(
                requirement.role(), view, DoubleArray.gaussian(index++, BATCH, width(loss)));
      }
    }
    double value = new ArrayEngine().evaluate(loss, outputs).loss();
    ArrayEmbeddings moved = outputs.map(ReferenceValuesTest::moved);
    return Math.abs(new ArrayEngine().evaluate(loss, moved).loss() - value)
        <= ROUNDING * Math.abs(value);
  }

  private static DoubleArray moved(DoubleArray array) {
    double[] values = array.toArray();
    int columns = array.shape().size(1);
    for (int i = 0; i < values.length; i++) {
      values[i] += i % columns;
    }
    return DoubleArray.of(array.shape(), values);
  }

  /** Columns that have mean 0 over the batch and no correlation with each other. */
  private static double[] waves(Tensor like, int output) {
    int width = like.size(1);
    double[] values = new double[like.shape().elements()];
    for (int row = 0; row < like.size(0); row++) {
      for (int column = 0; column < width; column++) {
        // Sines of a whole number of periods; one frequency a view.
        double angle = 2 * Math.PI * (output + 1) * row / like.size(0);
        values[row * width + column] = Math.sin(angle);
      }
    }
    return values;
  }

  private static double[] distributions(Tensor like, Role role, boolean collapsed) {
    int width = like.size(1);
    double[] values = new double[like.shape().elements()];
    for (int i = 0; i < values.length; i++) {
      double certain = role == Role.TARGET ? 1 : CERTAIN;
      values[i] = collapsed ? (i % width == 0 ? certain : 0) : 1.0 / width;
    }
    return values;
  }

  private static double[] vectors(Tensor like, int output, boolean collapsed) {
    int width = like.size(1);
    double[] values = new double[like.shape().elements()];
    for (int row = 0; row < like.size(0); row++) {
      values[row * width + (collapsed ? 0 : output * BATCH + row)] = 1;
    }
    return values;
  }

  /** What a loss remembers was like the outputs: nothing to do with them, or the same. */
  private static State state(Loss loss, Tensor like, boolean collapsed) {
    State state = loss.initialState(like.size(1), like, 0);
    for (Map.Entry<String, Tensor> remembered : state.tensors().entrySet()) {
      Shape shape = remembered.getValue().shape();
      double[] values = new double[shape.elements()];
      for (int row = 0; collapsed && row < shape.size(0); row++) {
        values[row * shape.size(1)] = 1;
      }
      state = state.with(remembered.getKey(), like.constant(shape, values));
    }
    return state;
  }
}
