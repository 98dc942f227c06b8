package dev.doppel.dl4j;

import dev.doppel.runtime.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.util.ModelSerializer;

/**
 * Writes an encoder as a plain DL4J model file. DL4J reads it with no more than itself on the class
 * path, unless it has layers that are not DL4J's, as vision transformers do: then with this library
 * too.
 */
final class EncoderFiles {

  private static final String SUFFIX = ".zip";

  private EncoderFiles() {}

  /** Saves under a temporary name first, so that nothing half-written has the final one. */
  static Path save(Model encoder, Path folder, String name) throws IOException {
    // The updater's memory is the training's, not the encoder's.
    return AtomicFile.write(
        folder.resolve(name + SUFFIX),
        scratch -> ModelSerializer.writeModel(encoder, scratch.toFile(), false));
  }
}
