package dev.doppel.cli.failure;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file could not be written or read. The message says which, and why. */
public final class StorageException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  private static final String ABSENT = "it does not exist";

  private StorageException(String message, IOException cause) {
    super(message, cause);
  }

  /**
   * A file that could not be written.
   *
   * @param file the file's final name
   * @param cause what the file system said
   * @return the exception
   */
  public static StorageException writing(Path file, IOException cause) {
    return new StorageException(
        "cannot write '"
            + file
            + "': "
            + reason(cause, "its folder does not exist")
            + "; nothing was left under that name",
        cause);
  }

  /**
   * A file that could not be added to.
   *
   * @param file the file
   * @param cause what the file system said
   * @return the exception
   */
  public static StorageException appending(Path file, IOException cause) {
    return new StorageException(
        "cannot add to '"
            + file
            + "': "
            + reason(cause, ABSENT)
            + "; it ends after its last complete row",
        cause);
  }

  /**
   * A file or folder that could not be read.
   *
   * @param file the file
   * @param cause what the file system said
   * @return the exception
   */
  public static StorageException reading(Path file, IOException cause) {
    String reason = reason(cause, ABSENT);
    // A reader that names the file has said it all.
    String message =
        reason.contains(file.toString()) ? reason : "cannot read '" + file + "': " + reason;
    return new StorageException(message, cause);
  }

  // The file system's exceptions name the file, and not always the reason.
  private static String reason(IOException cause, String absent) {
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof NoSuchFileException) {
      return absent;
    }
    if (cause instanceof FileSystemException exception && exception.getReason() != null) {
      return exception.getReason();
    }
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
