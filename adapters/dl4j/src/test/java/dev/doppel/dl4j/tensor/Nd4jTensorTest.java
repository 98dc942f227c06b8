package dev.doppel.dl4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.runtime.tape.GradientTape;
import dev.doppel.runtime.tape.TapeScope;
import dev.doppel.spi.tensor.Shape;
import dev.doppel.spi.tensor.Tensor;
import dev.doppel.testkit.TensorContract;
import java.util.List;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

@SuppressWarnings("try") // scopes are there for their end alone
final class Nd4jTensorTest extends TensorContract {

  private final Nd4jArrayOperations operations = new Nd4jArrayOperations();
  private final GradientTape<Nd4jArray> tape = new GradientTape<>(operations);

  @Override
  protected Evaluation evaluate(
      Shape shape, double[] left, double[] right, BinaryOperator<Tensor> loss) {
    Nd4jArray leftArray = operations.create(shape, left);
    Nd4jArray rightArray = operations.create(shape, right);
    try (TapeScope scope = tape.open()) {
      Tensor a = tape.variable(leftArray);
      Tensor b = tape.variable(rightArray);
      Tensor scalar = loss.apply(a, b);
      List<Nd4jArray> gradients = tape.gradients(scalar, List.of(a, b));
      return new Evaluation(
          scalar.item(), operations.read(gradients.get(0)), operations.read(gradients.get(1)));
    }
  }

  @Test
  void scope_closed_freesWhatWasMadeAndNotWhatWasGiven() {
    INDArray given = Nd4j.ones(3, 4);
    Tensor kept;
    INDArray made;
    try (TapeScope scope = tape.open()) {
      Tensor sum =
          tape.constant(Nd4jArray.borrowed(given)).transpose().add(1).reshape(Shape.of(12));
      made = tape.value(sum).array();
      kept = tape.retain(sum);
    }
    assertThat(given.closeable()).isTrue();
    assertThat(made.data().wasClosed()).isTrue();
    assertThat(kept.toArray()).hasSize(12).containsOnly(2);
    tape.release(kept);
    assertThat(tape.value(kept).array().wasClosed()).isTrue();
  }

  @Test
  void release_viewOfRetained_leavesTheMemoryAlone() {
    Tensor retained = tape.retain(tape.constant(operations.full(Shape.of(2, 3), 5)));
    Tensor reshaped = retained.reshape(Shape.of(6));
    tape.release(reshaped);
    assertThat(retained.toArray()).containsOnly(5);
    tape.release(retained);
  }

  @Test
  void slice_ofNothing_joinsAsNothing() {
    Tensor rows = tape.constant(operations.create(Shape.of(2, 2), new double[] {1, 2, 3, 4}));
    Tensor none = rows.slice(0, 1, 1);
    assertThat(none.shape()).isEqualTo(Shape.of(0, 2));
    assertThat(none.toArray()).isEmpty();
    assertThat(rows.concat(0, List.of(none)).toArray()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void number_thatIsNone_staysSo() {
    Tensor ones = tape.constant(operations.full(Shape.of(2), 1));
    assertThat(ones.multiply(Double.NaN).toArray()).containsOnly(Double.NaN);
    assertThat(ones.add(Double.NaN).toArray()).containsOnly(Double.NaN);
  }

  @Test
  void scalar_hasNoAxes() {
    Tensor scalar = tape.constant(operations.full(Shape.of(), 3));
    assertThat(scalar.shape()).isEqualTo(Shape.of());
    assertThat(scalar.add(scalar.constant(Shape.of(), new double[] {2})).item()).isEqualTo(5);
    assertThat(scalar.reshape(Shape.of(1)).shape()).isEqualTo(Shape.of(1));
  }
}
