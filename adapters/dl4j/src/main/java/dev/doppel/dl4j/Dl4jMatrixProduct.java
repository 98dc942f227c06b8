package dev.doppel.dl4j;

import dev.doppel.runtime.metric.MatrixProduct;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Products on ND4J's device, in float32. */
final class Dl4jMatrixProduct implements MatrixProduct {

  @Override
  public Operand prepare(float[][] rows) {
    return new Loaded(matrix(rows));
  }

  private static INDArray matrix(float[][] rows) {
    int width = rows[0].length;
    float[] values = new float[Math.multiplyExact(rows.length, width)];
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(rows[row], 0, values, row * width, width);
    }
    return Nd4j.create(values, new long[] {rows.length, width}, 'c');
  }

  /** A matrix on the device, as rows. */
  private record Loaded(INDArray bank) implements Operand {

    @Override
    public void multiply(float[][] rows, float[] products) {
      // The product's transpose, column by column, which is how BLAS writes.
      long[] shape = {bank.size(0), rows.length};
      try (INDArray left = matrix(rows);
          INDArray result = Nd4j.createUninitialized(DataType.FLOAT, shape, 'f')) {
        Nd4j.matmul(bank, left, result, false, true, false);
        result.data().asNioFloat().get(products, 0, Math.toIntExact(result.length()));
      }
    }

    @Override
    public void close() {
      bank.close();
    }
  }
}
