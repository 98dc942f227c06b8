package dev.doppel.testkit;

import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.Role;
import dev.doppel.spi.loss.RoleRequirement;
import dev.doppel.spi.loss.TargetForm;
import dev.doppel.spi.view.ViewKind;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** Makes and changes the outputs that a loss is tested with. */
final class LossInputs {

  private LossInputs() {}

  /**
   * An array, by a running number, for each output that a loss asks for; its softmax, row by row,
   * where targets must be distributions.
   */
  static ArrayEmbeddings asked(
      Loss loss, List<ViewKind> viewKinds, IntFunction<DoubleArray> arrays) {
    ArrayEmbeddings outputs = ArrayEmbeddings.empty();
    int index = 0;
    for (RoleRequirement requirement : loss.roles()) {
      for (int view : requirement.views().of(viewKinds)) {
        DoubleArray array = arrays.apply(index++);
        boolean distribution =
            requirement.role() == Role.TARGET && loss.targetForm() == TargetForm.DISTRIBUTION;
        outputs = outputs.with(requirement.role(), view, distribution ? softmax(array) : array);
      }
    }
    return outputs;
  }

  private static DoubleArray softmax(DoubleArray array) {
    ArrayEngine engine = new ArrayEngine();
    return engine.read(engine.tensor(array).softmax(1));
  }

  /** Distributions, and the logits of predictions, that say nothing: all entries are equal. */
  static DoubleArray uniformRows(int batch, int width) {
    double[][] rows = new double[batch][width];
    for (double[] row : rows) {
      Arrays.fill(row, 1.0 / width);
    }
    return DoubleArray.ofRows(rows);
  }

  /** Rows with one entry that is not 0, the same in each. */
  static DoubleArray oneHotRows(int batch, int width, double entry) {
    double[][] rows = new double[batch][width];
    for (double[] row : rows) {
      row[0] = entry;
    }
    return DoubleArray.ofRows(rows);
  }

  /** The index-th of {@code count} matrices whose rows are all orthogonal to each other. */
  static DoubleArray orthogonal(int index, int count, int batch) {
    double[][] rows = new double[batch][batch * count];
    for (int i = 0; i < batch; i++) {
      rows[i][index * batch + i] = 1;
    }
    return DoubleArray.ofRows(rows);
  }

  /** A matrix with one vector in each row. */
  static DoubleArray equalRows(int batch) {
    double[][] rows = new double[batch][];
    Arrays.fill(rows, new double[] {0.5, -1, 2, 0.25, 1});
    return DoubleArray.ofRows(rows);
  }

  /** The prediction of the first view and the target of the second alone. */
  static ArrayEmbeddings oneWay(ArrayEmbeddings outputs) {
    return ArrayEmbeddings.empty()
        .with(Role.PREDICTION, 0, outputs.get(Role.PREDICTION, 0))
        .with(Role.TARGET, 1, outputs.get(Role.TARGET, 1));
  }

  /** A part of the batch. */
  static ArrayEmbeddings rows(ArrayEmbeddings outputs, int from, int to) {
    return outputs.map(array -> DoubleArray.ofRows(Arrays.copyOfRange(array.toRows(), from, to)));
  }

  /** All outputs multiplied by a number. */
  static ArrayEmbeddings scale(ArrayEmbeddings outputs, double factor) {
    return outputs.map(
        array ->
            DoubleArray.of(
                array.shape(),
                Arrays.stream(array.toArray()).map(value -> value * factor).toArray()));
  }

  /** The second row of each output replaced by zeros. */
  static ArrayEmbeddings zeroRow(ArrayEmbeddings outputs) {
    return outputs.map(
        array -> {
          double[][] rows = array.toRows();
          rows[1] = new double[rows[1].length];
          return DoubleArray.ofRows(rows);
        });
  }
}
