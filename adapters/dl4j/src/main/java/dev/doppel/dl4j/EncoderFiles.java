package dev.doppel.dl4j;

import dev.doppel.runtime.file.AtomicFile;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.util.ModelSerializer;

/**
 * Writes an encoder as a plain DL4J model file. DL4J reads it with no more than itself on the class
 * path, unless it has layers that are not DL4J's, as vision transformers do: then with this library
 * too.
 */
final class EncoderFiles {

  /** In the zone at hand, which is how a zip file has it; its years begin with this one. */
  static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private static final String SUFFIX = ".zip";

  private EncoderFiles() {}

  /** Saves under a temporary name first, so that nothing half-written has the final one. */
  static Path save(Model encoder, Path folder, String name) throws IOException {
    // The updater's memory is the training's, not the encoder's.
    return AtomicFile.write(
        folder.resolve(name + SUFFIX),
        scratch -> {
          ModelSerializer.writeModel(encoder, scratch.toFile(), false);
          forgetTimes(scratch);
        });
  }

  /** The same encoder has the same bytes, whenever it was saved. */
  private static void forgetTimes(Path file) throws IOException {
    FileTime time = FileTime.from(TIME.atZone(ZoneId.systemDefault()).toInstant());
    try (FileSystem zip = FileSystems.newFileSystem(file);
        Stream<Path> entries = Files.list(zip.getPath("/"))) {
      for (Path entry : entries.toList()) {
        Files.setLastModifiedTime(entry, time);
      }
    }
  }
}
