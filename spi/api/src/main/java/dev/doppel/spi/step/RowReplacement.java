package dev.doppel.spi.step;

import dev.doppel.spi.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows that take the place of a tensor's own.
 *
 * @param from the first row that is replaced
 * @param rows the new rows, at least one; all axes but the first are as the tensor's
 */
public record RowReplacement(int from, Tensor rows) {

  /**
   * The tensor with these rows.
   *
   * @param tensor the tensor, which stays as it is
   * @return a new tensor
   * @throws IllegalArgumentException if it has no such rows
   */
  public Tensor applyTo(Tensor tensor) {
    checkFits(tensor);
    int length = tensor.size(0);
    List<Tensor> parts = new ArrayList<>();
    if (from > 0) {
      parts.add(tensor.slice(0, 0, from));
    }
    parts.add(rows);
    if (end() < length) {
      parts.add(tensor.slice(0, end(), length));
    }
    return parts.get(0).concat(0, parts.subList(1, parts.size()));
  }

  /**
   * The row after the last one that is replaced.
   *
   * @return its index
   */
  public int end() {
    return from + rows.size(0);
  }

  void checkFits(Tensor tensor) {
    if (from < 0 || rows.size(0) < 1 || end() > tensor.size(0)) {
      throw new IllegalArgumentException(
          "rows %d to %d cannot be replaced in a tensor of shape %s"
              .formatted(from, end(), tensor.shape()));
    }
  }
}
