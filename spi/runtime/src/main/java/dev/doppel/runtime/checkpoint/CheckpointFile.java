package dev.doppel.runtime.checkpoint;

import dev.doppel.runtime.file.AtomicFile;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Checkpoints as files of their own, in the format of {@link CheckpointFormat}. */
public final class CheckpointFile {

  private CheckpointFile() {}

  /**
   * Writes a checkpoint in one piece.
   *
   * @param file the file, in an existing folder; replaced if it exists
   * @param checkpoint the checkpoint
   * @return the file
   * @throws IOException if it cannot be written; a file of that name is then as it was
   */
  public static Path write(Path file, Checkpoint checkpoint) throws IOException {
    return AtomicFile.write(
        file,
        scratch -> {
          try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(scratch))) {
            CheckpointFormat.write(checkpoint, stream);
          }
        });
  }

  /**
   * Reads a checkpoint.
   *
   * @param file the file
   * @return the checkpoint
   * @throws NoSuchFileException if there is no such file
   * @throws CheckpointException if it is no checkpoint, of another version, or damaged
   * @throws IOException if it cannot be read
   */
  public static Checkpoint read(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(
          file.toString(), null, "cannot go on from it: there is no such checkpoint");
    }
    try (InputStream stream = new BufferedInputStream(Files.newInputStream(file))) {
      return CheckpointFormat.read(stream, file.toString());
    }
  }
}
