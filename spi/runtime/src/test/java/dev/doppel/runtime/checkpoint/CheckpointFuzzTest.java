package dev.doppel.runtime.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Bytes from anywhere are a checkpoint or are refused: nothing else is thrown, and memory stays in
 * proportion to them.
 *
 * <p>The fuzz test runs its seeds, kept among the test resources, in each build. With {@code
 * JAZZER_FUZZ=1} in the environment it searches further inputs until its time is over.
 */
final class CheckpointFuzzTest {

  private static final int MUTATIONS = 5_000;

  /** The time of a search, which the environment begins. */
  @FuzzTest(maxDuration = "5m")
  void read_anyBytes_isACheckpointOrRefused(byte[] input) throws IOException {
    check(input);
  }

  @Test
  void read_mutatedSeeds_areCheckpointsOrRefused() throws Exception {
    long seed = Long.getLong("doppel.fuzz.seed", System.nanoTime());
    SplittableRandom random = new SplittableRandom(seed);
    List<byte[]> seeds = seeds();
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] input = mutate(seeds.get(random.nextInt(seeds.size())), random);
      try {
        check(input);
      } catch (RuntimeException | IOException | Error e) {
        throw new AssertionError(
            "seed %d, mutation %d: %s".formatted(seed, i, Arrays.toString(input)), e);
      }
    }
  }

  private static List<byte[]> seeds() throws Exception {
    Path folder =
        Path.of(
            CheckpointFuzzTest.class
                .getResource("CheckpointFuzzTestInputs/read_anyBytes_isACheckpointOrRefused")
                .toURI());
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> sorted = files.sorted().toList();
      assertThat(sorted).hasSizeGreaterThan(5);
      return sorted.stream().map(CheckpointFuzzTest::bytes).toList();
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] mutate(byte[] seed, SplittableRandom random) {
    byte[] input = Arrays.copyOf(seed, random.nextInt(seed.length + 1) + random.nextInt(9));
    for (int changes = random.nextInt(4); changes > 0 && input.length > 0; changes--) {
      input[random.nextInt(input.length)] =
          random.nextBoolean() ? (byte) random.nextInt() : (byte) (random.nextInt(4) - 1);
    }
    return input;
  }

  /**
   * Reads an input. Where its first byte is even the rest comes between a right beginning and a
   * right checksum, which no search would find by itself.
   */
  private static void check(byte[] input) throws IOException {
    boolean sealed = input.length > 0 && input[0] % 2 == 0;
    byte[] rest = input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
    byte[] file = sealed ? seal(rest) : rest;
    Checkpoint found;
    try {
      found = CheckpointFormat.read(new ByteArrayInputStream(file), "fuzz");
    } catch (CheckpointException e) {
      assertThat(e).hasMessageStartingWith("cannot go on from fuzz: ");
      return;
    }
    ByteArrayOutputStream first = new ByteArrayOutputStream();
    CheckpointFormat.write(found, first);
    Checkpoint again =
        CheckpointFormat.read(new ByteArrayInputStream(first.toByteArray()), "written");
    ByteArrayOutputStream second = new ByteArrayOutputStream();
    CheckpointFormat.write(again, second);
    assertThat(second.toByteArray()).isEqualTo(first.toByteArray());
    assertThat(first.size()).isLessThanOrEqualTo(3 * file.length);
  }

  private static byte[] seal(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(CheckpointFormat.MAGIC);
    out.writeInt(CheckpointFormat.VERSION);
    out.write(content);
    try {
      out.write(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
    return bytes.toByteArray();
  }
}
