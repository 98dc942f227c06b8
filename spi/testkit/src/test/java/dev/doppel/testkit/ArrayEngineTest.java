package dev.doppel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.spi.tensor.Shape;
import dev.doppel.spi.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Values of the tensor operations, computed by hand. */
final class ArrayEngineTest {

  private final ArrayEngine engine = new ArrayEngine();

  private Tensor matrix(double[]... rows) {
    return engine.tensor(DoubleArray.ofRows(rows));
  }

  private static double[] row(double... values) {
    return values;
  }

  private void assertMatrix(Tensor tensor, double[]... rows) {
    assertThat(engine.read(tensor)).isEqualTo(DoubleArray.ofRows(rows));
  }

  @Test
  void add_shapesThatDiffer_broadcastAtTheLastAxes() {
    Tensor x = matrix(row(1, 2, 3), row(4, 5, 6));
    assertMatrix(x.add(engine.tensor(Shape.of(3), 10, 20, 30)), row(11, 22, 33), row(14, 25, 36));
    assertMatrix(x.add(matrix(row(100), row(200))), row(101, 102, 103), row(204, 205, 206));
    assertMatrix(engine.tensor(Shape.scalar(), 1).add(x), row(2, 3, 4), row(5, 6, 7));
  }

  @Test
  void add_shapesThatDoNotFit_saysBoth() {
    Tensor x = matrix(row(1, 2, 3), row(4, 5, 6));
    assertThatThrownBy(() -> x.add(matrix(row(1, 2))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "cannot add tensors of shapes [2, 3] and [1, 2]:"
                + " axis -1 has sizes 3 and 2, neither of them 1");
  }

  @Test
  void arithmetic_elementByElement() {
    Tensor x = matrix(row(1, -2), row(4, 0.5));
    Tensor y = matrix(row(2, 4), row(-8, 1));
    assertMatrix(x.subtract(y), row(-1, -6), row(12, -0.5));
    assertMatrix(x.multiply(y), row(2, -8), row(-32, 0.5));
    assertMatrix(x.divide(y), row(0.5, -0.5), row(-0.5, 0.5));
    assertMatrix(x.maximum(0.75), row(1, 0.75), row(4, 0.75));
    assertMatrix(x.greaterThan(0.5), row(1, 0), row(1, 0));
    assertThat(engine.tensor(Shape.scalar(), 9).sqrt().item()).isEqualTo(3);
    assertThat(engine.tensor(Shape.scalar(), 0).exp().item()).isEqualTo(1);
    assertThat(engine.tensor(Shape.scalar(), 1).log().item()).isEqualTo(0);
  }

  @Test
  void maximum_ofNotANumber_isNotANumber() {
    assertThat(engine.tensor(Shape.scalar(), Double.NaN).maximum(1).item()).isNaN();
  }

  @Test
  void reductions_keepOrDropTheAxis() {
    Tensor x = matrix(row(1, 2, 6), row(4, 5, 3));
    assertMatrix(x.sum(0, true), row(5, 7, 9));
    assertMatrix(x.sum(-1, true), row(9), row(12));
    assertThat(x.sum(1, false).shape()).isEqualTo(Shape.of(2));
    assertMatrix(x.max(0, true), row(4, 5, 6));
    assertThat(x.max(1, false).toArray()).containsExactly(6, 5);
    assertThat(x.mean().shape()).isEqualTo(Shape.scalar());
    assertThat(x.mean().item()).isEqualTo(3.5);
  }

  @Test
  void softmax_largeElements_doesNotOverflow() {
    Tensor x = matrix(row(1e4, 1e4, 0), row(0, 0, 0));
    double third = 1.0 / 3;
    assertMatrix(x.softmax(1), row(0.5, 0.5, 0), row(third, third, third));
    assertThat(x.logSoftmax(1).toArray()[2]).isCloseTo(-1e4 - Math.log(2), within(1e-9));
  }

  @Test
  void l2Normalize_smallAndZeroRows_dividesByTheLeastNorm() {
    Tensor normalized = matrix(row(3, 4), row(0, 0), row(3e-13, 4e-13)).l2Normalize(1);
    assertThat(normalized.toArray())
        // Decimal fractions are rounded once on the way in and once by the division.
        .containsExactly(new double[] {0.6, 0.8, 0, 0, 0.3, 0.4}, within(1e-15));
  }

  @Test
  void l2Normalize_gradientAtZeroRow_isZero() {
    DoubleArray rows = DoubleArray.ofRows(row(0, 0), row(3e-13, 4e-13), row(3, 4));
    Tensor variable = engine.variable(rows);
    Tensor loss = variable.l2Normalize(1).multiply(matrix(row(1, 2))).sum();
    double[] gradient = engine.tape().gradients(loss, List.of(variable)).get(0).toArray();
    assertThat(gradient[0]).isZero();
    assertThat(gradient[1]).isZero();
    // Below the least norm the function is linear: x * 1e12.
    assertThat(gradient[2]).isCloseTo(1e12, within(1e-3));
    assertThat(gradient[3]).isCloseTo(2e12, within(1e-3));
    // (g - y (g . y)) / |x| = ((1, 2) - (0.6, 0.8) * 2.2) / 5, computed by hand.
    assertThat(gradient[4]).isCloseTo(-0.064, within(1e-15));
    assertThat(gradient[5]).isCloseTo(0.048, within(1e-15));
  }

  @Test
  void layout_movesElements() {
    Tensor x = matrix(row(1, 2, 3), row(4, 5, 6));
    assertMatrix(x.transpose(), row(1, 4), row(2, 5), row(3, 6));
    assertMatrix(x.reshape(Shape.of(3, 2)), row(1, 2), row(3, 4), row(5, 6));
    assertMatrix(x.slice(1, 1, 3), row(2, 3), row(5, 6));
    assertMatrix(x.slice(0, 1, 2), row(4, 5, 6));
    assertMatrix(
        x.concat(0, List.of(matrix(row(7, 8, 9)))), row(1, 2, 3), row(4, 5, 6), row(7, 8, 9));
    assertMatrix(x.concat(-1, List.of(matrix(row(7), row(8)))), row(1, 2, 3, 7), row(4, 5, 6, 8));
    assertMatrix(x.matmul(x.transpose()), row(14, 32), row(32, 77));
    assertThat(x.slice(1, 0, 2).diagonal().toArray()).containsExactly(1, 5);
    assertMatrix(x.identity(2), row(1, 0), row(0, 1));
  }

  @Test
  void slice_ofTensorOfRankThree_takesFromTheMiddleAxis() {
    Tensor x = engine.tensor(Shape.of(2, 3, 2), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    assertThat(x.slice(1, 1, 2).toArray()).containsExactly(2, 3, 8, 9);
    assertThat(x.slice(1, 0, 1).concat(1, List.of(x.slice(1, 2, 3))).toArray())
        .containsExactly(0, 1, 4, 5, 6, 7, 10, 11);
    assertThat(x.sum(1, false).toArray()).containsExactly(6, 9, 24, 27);
  }

  @Test
  void operations_onWrongShapes_sayWhatIsNeeded() {
    Tensor x = matrix(row(1, 2, 3), row(4, 5, 6));
    assertThatThrownBy(() -> x.matmul(x))
        .hasMessage("matmul needs shapes [m, k] and [k, n], not [2, 3] and [2, 3]");
    assertThatThrownBy(x::diagonal)
        .hasMessage("diagonal needs a tensor of shape [n, n], not [2, 3]");
    assertThatThrownBy(() -> x.sum(0, false).transpose())
        .hasMessage("transpose needs a tensor of shape [m, n], not [3]");
    assertThatThrownBy(() -> x.reshape(Shape.of(5)))
        .hasMessage("cannot reshape [2, 3] to [5]: 6 elements to 5");
    assertThatThrownBy(() -> x.slice(1, 2, 4))
        .hasMessage("cannot slice [2, 4) of axis 1 of shape [2, 3]");
    assertThatThrownBy(() -> x.concat(0, List.of(x.transpose())))
        .hasMessage("cannot concat shapes [2, 3] and [3, 2] along axis 0");
    assertThatThrownBy(() -> x.slice(1, 1, 1).max(1, true))
        .hasMessage("axis 1 of shape [2, 0] has no elements to choose a maximum from");
    assertThatThrownBy(() -> x.constant(Shape.of(2), row(1)))
        .hasMessage("shape [2] has 2 elements, not the 1 given");
    assertThatThrownBy(x::item).hasMessage("not a scalar but of shape [2, 3]");
    assertThatThrownBy(() -> x.softmax(2)).hasMessage("no axis 2 in shape [2, 3]");
  }

  @Test
  void operations_onTensorsOfAnotherEngine_areRefused() {
    Tensor foreign = new ArrayEngine().tensor(Shape.of(1), 1);
    assertThatThrownBy(() -> engine.tensor(Shape.of(1), 1).add(foreign))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a tensor of this tape is needed, not one of another tape");
  }
}
