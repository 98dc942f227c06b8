package dev.doppel.runtime.metric;

import java.util.Arrays;
import java.util.stream.IntStream;

/** A matrix as panels of columns, so that products run along rows that fit the fast cache. */
final class HostProduct implements MatrixProduct.Operand {

  /** Enough for vector instructions to pay, and for a few rows to stay in the fast cache. */
  private static final int PANEL_COLUMNS = 512;

  /** One task for a thread: few enough for the partial results to stay in the second cache. */
  private static final int TASK_ROWS = 64;

  private final int count;
  private final float[][][] panels;

  HostProduct(float[][] rows) {
    this.count = rows.length;
    this.panels =
        IntStream.iterate(0, from -> from < count, from -> from + PANEL_COLUMNS)
            .parallel()
            .mapToObj(
                from -> FeatureRows.transposed(rows, from, Math.min(count, from + PANEL_COLUMNS)))
            .toArray(float[][][]::new);
  }

  @Override
  public void multiply(float[][] rows, float[] products) {
    IntStream.iterate(0, from -> from < rows.length, from -> from + TASK_ROWS)
        .parallel()
        .forEach(from -> multiply(rows, from, Math.min(rows.length, from + TASK_ROWS), products));
  }

  private void multiply(float[][] rows, int from, int to, float[] products) {
    float[][] task = Arrays.copyOfRange(rows, from, to);
    for (int panel = 0; panel < panels.length; panel++) {
      float[][] part = new float[task.length][panels[panel][0].length];
      ProductKernel.add(task, panels[panel], part);
      for (int row = 0; row < part.length; row++) {
        int start = (from + row) * count + panel * PANEL_COLUMNS;
        System.arraycopy(part[row], 0, products, start, part[row].length);
      }
    }
  }

  /** Nothing to free. */
  @Override
  public void close() {}
}
