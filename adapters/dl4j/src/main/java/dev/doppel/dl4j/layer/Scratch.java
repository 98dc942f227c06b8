package dev.doppel.dl4j.layer;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Arrays for the length of one operation. Those in an open workspace go with it; outside of any,
 * they are freed here.
 */
public final class Scratch implements AutoCloseable {

  private final List<INDArray> arrays = new ArrayList<>();

  /** Creates one without arrays. */
  public Scratch() {
    // Arrays come one by one.
  }

  /**
   * Adopts an array that was just made.
   *
   * @param array the array
   * @return the array
   */
  public INDArray keep(INDArray array) {
    arrays.add(array);
    return array;
  }

  /**
   * An array with any content, in C order.
   *
   * @param type its type
   * @param shape its shape
   * @return the array
   */
  public INDArray array(DataType type, long... shape) {
    return keep(Nd4j.createUninitialized(type, shape, 'c'));
  }

  /**
   * The array itself, or a copy where its elements do not lie in C order, without gaps.
   *
   * @param array the array
   * @return an array of the same elements, in C order
   */
  public INDArray contiguous(INDArray array) {
    boolean plain = array.ordering() == 'c' && Shape.hasDefaultStridesForShape(array);
    return plain ? array : keep(array.dup('c'));
  }

  @Override
  public void close() {
    for (INDArray array : arrays) {
      Memory.free(array);
    }
    arrays.clear();
  }
}
