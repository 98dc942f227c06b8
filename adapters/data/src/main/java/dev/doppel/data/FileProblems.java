package dev.doppel.data;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Why a file or folder cannot be read, in words. */
final class FileProblems {

  private FileProblems() {}

  static DataException cannotRead(Path path, IOException cause) {
    return new DataException(Words.text("cannot read '%s': %s", path, reason(cause)), cause);
  }

  /** The JDK's messages are often the bare path; the type says what happened. */
  static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof NoSuchFileException) {
      return "no such file";
    }
    if (cause instanceof FileSystemLoopException) {
      return "a link leads back to a folder above it";
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
