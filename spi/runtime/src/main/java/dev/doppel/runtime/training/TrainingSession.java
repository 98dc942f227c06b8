package dev.doppel.runtime.training;

import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.runtime.checkpoint.CheckpointException;
import dev.doppel.runtime.metric.MatrixProduct;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The networks, optimiser and states of one run on a platform. For one thread. */
public interface TrainingSession extends AutoCloseable {

  /**
   * Takes one step.
   *
   * @param batch the views of the step's samples
   * @throws dev.doppel.runtime.step.RunStoppedException if a guard ends the run
   * @throws dev.doppel.runtime.plugin.PluginException if a plugin fails, or breaks a rule; the step
   *     is not complete then
   */
  void step(ViewBatch batch);

  /** Waits for the device and tells the listener of all steps it has not heard of. */
  void flush();

  /**
   * Writes all that the steps to come depend on, as it is between two steps: both networks'
   * parameters with their running statistics, the optimiser's memory, the method's and the guards'
   * states, the position of schedules and of all chance. Changes nothing; what the listener has not
   * heard of yet is told by whoever goes on.
   *
   * @param checkpoint where to
   * @throws IllegalStateException in the middle of a step
   */
  void save(Checkpoint.Builder checkpoint);

  /**
   * Takes over what {@link #save} wrote in a session of the same plan on the same platform. The
   * steps to come are then those of that session, bit for bit on the same device. Also after a step
   * that ended in an exception.
   *
   * @param checkpoint the checkpoint
   * @param source the file's name, for messages
   * @throws CheckpointException if it is of other networks, and then nothing was changed; or if a
   *     part is missing or of another size, and then this session is of no use any more
   */
  void restore(Checkpoint checkpoint, String source) throws CheckpointException;

  /**
   * Whether a guard, when it looked last, said that the run failed.
   *
   * @return whether any did
   */
  boolean hasFailed();

  /**
   * Multiplies the learning rates of all steps to come, whatever the schedule, by a factor on top
   * of earlier ones. A part of what {@link #save} writes.
   *
   * @param factor the factor, above 0
   */
  void scaleLearningRate(double factor);

  /**
   * The encoder's embeddings, in evaluation mode.
   *
   * @param block the images, all of one size
   * @return one row a sample
   */
  float[][] embed(ViewBlock block);

  /**
   * The width of the encoder's embeddings.
   *
   * @return the columns of {@link #embed}
   */
  int embeddingWidth();

  /**
   * Products of matrices on this session's device, for evaluations.
   *
   * @return the products, to be used until this session is closed; plain Java unless the platform
   *     brings its own
   */
  default MatrixProduct matrixProduct() {
    return MatrixProduct.HOST;
  }

  /**
   * A copy of the encoder as it is now, with batch-norm statistics of images in place of its own.
   * Those of an encoder before its first step are of no data at all, mean 0 and variance 1: what it
   * then makes of images says less about its weights than about that. Nothing of this session
   * changes.
   *
   * @param images blocks of images, in an order that mixes them: each block is a batch
   * @return the copy, which the caller closes; empty if the encoder has no batch norm, if no block
   *     has two images, or if the platform does not do this
   */
  default Optional<Encoder> calibratedEncoder(Iterable<ViewBlock> images) {
    return Optional.empty();
  }

  /**
   * The trained numbers of the online network.
   *
   * @return how many there are
   */
  long parameterCount();

  /**
   * The device in use.
   *
   * @return its name, such as {@code cpu}
   */
  String device();

  /**
   * Saves the encoder as a model file of the platform, which loads without this toolkit; that of a
   * vision transformer, which the platforms do not have, needs the adapter's jar.
   *
   * @param folder an existing folder
   * @param name the file's name, without suffix
   * @return the file
   * @throws IOException if it cannot be written; nothing is left under the final name
   */
  Path saveEncoder(Path folder, String name) throws IOException;

  @Override
  void close();
}
