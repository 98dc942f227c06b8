package dev.doppel.runtime.step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Has garbage collected once the process has grown. Both platforms keep native memory behind small
 * Java objects, and some of it is freed only when Java's collector finds them. The collector sees
 * the small objects alone, and with a large heap it takes its time: a run would grow by up to a
 * megabyte a step, for thousands of steps. Does nothing where the process's size cannot be read.
 */
final class ResidentMemory {

  private static final int STEPS_BETWEEN_LOOKS = 16;

  /**
   * What a run may grow by, in bytes, before that is worth a collection of about 50 milliseconds.
   */
  private static final long ALLOWANCE = 24L * 1024 * 1024;

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String SIZE = "VmRSS:";

  private final LongSupplier resident;
  private final Runnable collection;
  private long steps;
  private long floor;
  private boolean collected;

  ResidentMemory() {
    this(ResidentMemory::residentBytes, System::gc);
  }

  /**
   * Watches any memory.
   *
   * @param resident its size in bytes, 0 where that is not known
   * @param collection frees what is not used
   */
  ResidentMemory(LongSupplier resident, Runnable collection) {
    this.resident = resident;
    this.collection = collection;
  }

  /** Looks, after some of the steps. */
  void afterStep() {
    steps++;
    if (steps % STEPS_BETWEEN_LOOKS != 0) {
      return;
    }
    long size = resident.getAsLong();
    if (collected) {
      // What was found may be freed by other threads, which have had time by now.
      collected = false;
      floor = size;
    } else if (size > floor + ALLOWANCE) {
      collection.run();
      collected = true;
    }
  }

  private static long residentBytes() {
    List<String> lines;
    try {
      lines = Files.readAllLines(STATUS);
    } catch (IOException e) {
      // Not Linux.
      return 0;
    }
    return lines.stream()
        .filter(line -> line.startsWith(SIZE))
        .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }
}
