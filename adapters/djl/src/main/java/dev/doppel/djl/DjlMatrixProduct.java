package dev.doppel.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.doppel.runtime.metric.MatrixProduct;
import java.nio.FloatBuffer;

/** Products on a manager's device. PyTorch multiplies float32 in float32 unless told otherwise. */
record DjlMatrixProduct(NDManager manager) implements MatrixProduct {

  /** The values that are copied at a time, 8 MiB: a large matrix is not held twice. */
  private static final int COPIED_VALUES = 1 << 21;

  @Override
  public Operand prepare(float[][] rows) {
    NDManager scope = manager.newSubManager();
    RowUpload upload = new RowUpload();
    int width = rows[0].length;
    NDArray matrix = scope.create(new Shape(rows.length, width), DataType.FLOAT32);
    int step = Math.max(1, COPIED_VALUES / width);
    for (int from = 0; from < rows.length; from += step) {
      int to = Math.min(rows.length, from + step);
      try (NDArray part = upload.array(scope, rows, from, to)) {
        matrix.set(new NDIndex().addSliceDim(from, to), part);
      }
    }
    return new Loaded(scope, upload, matrix.transpose());
  }

  /** A matrix on the device, as columns. */
  private record Loaded(NDManager scope, RowUpload upload, NDArray columns) implements Operand {

    @Override
    public void multiply(float[][] rows, float[] products) {
      try (NDArray left = upload.array(scope, rows, 0, rows.length);
          NDArray result = left.matMul(columns)) {
        // Directly from the platform's memory where it is the host's.
        FloatBuffer values = result.toByteBuffer(true).asFloatBuffer();
        values.get(products, 0, values.remaining());
      }
    }

    @Override
    public void close() {
      scope.close();
    }
  }
}
