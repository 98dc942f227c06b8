package dev.doppel.dl4j;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;

/** Writes an encoder as a plain DL4J model file. */
final class EncoderFiles {

  private static final String SUFFIX = ".zip";

  private EncoderFiles() {}

  /** Saves under a temporary name first, so that nothing half-written has the final one. */
  static Path save(ComputationGraph encoder, Path folder, String name) throws IOException {
    Path scratch = Files.createTempFile(folder, ".encoder", SUFFIX);
    try {
      // The updater's memory is the training's, not the encoder's.
      ModelSerializer.writeModel(encoder, scratch.toFile(), false);
      return Files.move(
          scratch,
          folder.resolve(name + SUFFIX),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(scratch);
    }
  }
}
