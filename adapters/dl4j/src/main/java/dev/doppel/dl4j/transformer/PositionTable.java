package dev.doppel.dl4j.transformer;

import dev.doppel.dl4j.layer.MatrixMultiplication;
import dev.doppel.runtime.network.TokenPositions;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The positions of the tokens of one grid. */
final class PositionTable {

  private final INDArray fixed;
  private final INDArray interpolation;
  private final MatrixMultiplication product = new MatrixMultiplication(false, false, 1, 0);
  private final MatrixMultiplication transposed = new MatrixMultiplication(true, false, 1, 0);

  private PositionTable(INDArray fixed, INDArray interpolation) {
    this.fixed = fixed;
    this.interpolation = interpolation;
  }

  /** The table of a grid, for as long as its layer has it. */
  @SuppressWarnings("try") // the scope is there for its end alone
  static PositionTable of(PatchEmbedding configuration, int grid, DataType type) {
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      long rows = 1 + (long) grid * grid;
      if (!configuration.learnedPositions()) {
        int width = configuration.width();
        return new PositionTable(
            array(TokenPositions.sineCosine(grid, width), type, rows, width), null);
      }
      int known = configuration.grid();
      if (grid == known) {
        return new PositionTable(null, null);
      }
      return new PositionTable(
          null,
          array(TokenPositions.interpolation(known, grid), type, rows, 1 + (long) known * known));
    }
  }

  private static INDArray array(float[] values, DataType type, long... shape) {
    INDArray floats = Nd4j.create(values, shape, 'c');
    return type == DataType.FLOAT ? floats : floats.castTo(type);
  }

  /**
   * Writes the positions.
   *
   * @param learned the learned ones, {@code [1 + known * known, width]}, or null
   * @param result {@code [1 + grid * grid, width]}
   */
  void write(INDArray learned, INDArray result) {
    if (fixed != null) {
      result.assign(fixed);
    } else if (interpolation == null) {
      result.assign(learned);
    } else {
      product.run(interpolation, learned, result);
    }
  }

  /** Writes the gradient by the learned positions, of that by the positions. */
  void backward(INDArray gradient, INDArray result) {
    if (interpolation == null) {
      result.assign(gradient);
    } else {
      transposed.run(interpolation, gradient, result);
    }
  }
}
