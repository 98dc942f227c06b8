package dev.doppel.pluginjars;

import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.runtime.checkpoint.CheckpointFormat;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/** What programs on either platform saved. */
final class SavedPrograms {

  /** On DL4J a checkpoint is an entry of a model file. */
  private static final String ENTRY = "doppel-checkpoint.bin";

  private SavedPrograms() {}

  static Checkpoint checkpoint(Path file) throws IOException {
    if (!isZip(file)) {
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
        return CheckpointFormat.read(in, file.toString());
      }
    }
    try (ZipFile zip = new ZipFile(file.toFile());
        InputStream in = new BufferedInputStream(zip.getInputStream(zip.getEntry(ENTRY)))) {
      return CheckpointFormat.read(in, file.toString());
    }
  }

  private static boolean isZip(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.read() == 'P' && in.read() == 'K';
    }
  }
}
