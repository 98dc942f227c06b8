package dev.doppel.dl4j.parameter;

import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.runtime.checkpoint.CheckpointArray;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Vectors on their way to a checkpoint and back, without losing a bit. */
public final class SavedVector {

  private SavedVector() {}

  /**
   * Writes a vector.
   *
   * @param checkpoint where to
   * @param name under which name
   * @param vector the vector
   */
  public static void save(Checkpoint.Builder checkpoint, String name, INDArray vector) {
    float[] values = vector.toFloatVector();
    checkpoint.array(name, CheckpointArray.of(values, values.length));
  }

  /**
   * Overwrites a vector's values by what {@link #save} wrote.
   *
   * @param checkpoint the checkpoint
   * @param name the name
   * @param vector the vector
   * @throws IllegalArgumentException if there is none of that name, or it is of another length: of
   *     a single number ND4J would fill the vector with it
   */
  public static void restore(Checkpoint checkpoint, String name, INDArray vector) {
    float[] values = checkpoint.array(name).floats();
    if (values.length != vector.length()) {
      throw new IllegalArgumentException(
          "the checkpoint's array '%s' has %d numbers, not %d"
              .formatted(name, values.length, vector.length()));
    }
    try (INDArray saved = Nd4j.createFromArray(values)) {
      vector.assign(saved);
    }
  }
}
