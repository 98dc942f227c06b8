package dev.doppel.dl4j.layer;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Makes and frees arrays outside of workspaces. */
public final class Memory {

  private Memory() {}

  /**
   * An array of one number that outlives the open workspaces.
   *
   * @param type its type
   * @param number the number
   * @param shape its shape
   * @return the array
   */
  @SuppressWarnings("try") // the scope is there for its end alone
  public static INDArray lasting(DataType type, double number, long... shape) {
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return Nd4j.valueArrayOf(shape, number, type);
    }
  }

  /**
   * Frees an array that lies outside of workspaces; others go with their workspace.
   *
   * @param array the array, or null
   */
  public static void free(INDArray array) {
    if (array != null && array.closeable()) {
      array.close();
    }
  }
}
