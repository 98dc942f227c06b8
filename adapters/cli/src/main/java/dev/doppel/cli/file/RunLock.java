package dev.doppel.cli.file;

import dev.doppel.cli.failure.StorageException;
import dev.doppel.cli.failure.UsageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Says that somebody trains in a folder. The system lets go of it when the process ends, however it
 * ends.
 */
public final class RunLock implements AutoCloseable {

  static final String NAME = ".lock";

  private final Path file;
  private final FileChannel channel;

  private RunLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes a folder.
   *
   * @param folder the run's folder
   * @return the lock, to be closed once the run is over
   * @throws UsageException if somebody else has it
   * @throws StorageException if the lock's file cannot be written
   */
  public static RunLock take(Path folder) {
    Path file = folder.resolve(NAME);
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isFree(channel)) {
        return new RunLock(file, channel);
      }
      channel.close();
    } catch (IOException e) {
      closeQuietly(channel, e);
      throw StorageException.writing(file, e);
    }
    throw new UsageException(
        "another process is training in '%s'; wait until it ends, or interrupt it"
            .formatted(folder));
  }

  /**
   * Whether somebody trains in a folder.
   *
   * @param folder the run's folder
   * @return whether it is taken
   * @throws StorageException if that cannot be found out
   */
  public static boolean isTaken(Path folder) {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      return !isFree(channel);
    } catch (IOException e) {
      throw StorageException.reading(file, e);
    }
  }

  /** Locks, which lasts until the channel is closed. */
  private static boolean isFree(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      // Held by this very process.
      return false;
    }
  }

  private static void closeQuietly(FileChannel channel, IOException cause) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        cause.addSuppressed(e);
      }
    }
  }

  /** Lets go of the folder. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
      channel.close();
    } catch (IOException e) {
      throw StorageException.writing(file, e);
    }
  }
}
