package dev.doppel.testkit;

import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.runtime.checkpoint.CheckpointArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A checkpoint of which one to three entries are gone, of another kind, of another shape or of
 * other values.
 *
 * @param checkpoint the checkpoint
 * @param changes what was changed, in words
 */
record DrawnCheckpoint(Checkpoint checkpoint, List<String> changes) {

  private static final int MOST_CHANGES = 3;
  private static final double[] NUMBERS = {
    0, 1, -1, 0.5, 7, 1e18, -1e300, Double.NaN, Double.POSITIVE_INFINITY
  };
  private static final List<String> TEXTS = List.of("", "HEALTHY", "java.lang.Runtime", "\u0000");

  /** Draws one in which an array has other values, so that most of them are taken over. */
  static DrawnCheckpoint ofOtherValues(Checkpoint whole, SplittableRandom random) {
    String name = draw(List.copyOf(whole.arrays().keySet()), random);
    CheckpointArray array = filled(whole.array(name), random);
    return new DrawnCheckpoint(
        new Checkpoint.Builder().addAll(whole).array(name, array).build(),
        List.of(name + ": " + Arrays.stream(array.doubles()).distinct().boxed().toList()));
  }

  /** Draws one. */
  static DrawnCheckpoint of(Checkpoint whole, SplittableRandom random) {
    Checkpoint.Builder builder = new Checkpoint.Builder().addAll(whole);
    List<String> names = new ArrayList<>(whole.texts().keySet());
    names.addAll(whole.numbers().keySet());
    names.addAll(whole.arrays().keySet());
    List<String> changes = new ArrayList<>();
    for (int change = random.nextInt(MOST_CHANGES); change >= 0; change--) {
      String name = draw(names, random);
      changes.add(name + ": " + change(builder, whole, name, random));
    }
    return new DrawnCheckpoint(builder.build(), changes);
  }

  /** By its first part, then among those of it: networks have more entries than all else. */
  private static String draw(List<String> names, SplittableRandom random) {
    List<String> parts = names.stream().map(DrawnCheckpoint::part).distinct().toList();
    String part = parts.get(random.nextInt(parts.size()));
    List<String> candidates = names.stream().filter(name -> part(name).equals(part)).toList();
    return candidates.get(random.nextInt(candidates.size()));
  }

  private static String part(String name) {
    String[] parts = name.split("\\.", 3);
    return parts[0].equals("step") ? parts[0] + "." + parts[1] : parts[0];
  }

  private static String change(
      Checkpoint.Builder builder, Checkpoint whole, String name, SplittableRandom random) {
    int kind = random.nextInt(4);
    if (kind == 0) {
      builder.remove(name);
      return "gone";
    }
    if (kind == 1) {
      double number = NUMBERS[random.nextInt(NUMBERS.length)];
      builder.remove(name).number(name, number);
      return "number " + number;
    }
    if (kind == 2) {
      String text = TEXTS.get(random.nextInt(TEXTS.size()));
      builder.remove(name).text(name, text);
      return "text '" + text + "'";
    }
    CheckpointArray array = array(whole.arrays().get(name), random);
    builder.remove(name).array(name, array);
    return "array of shape " + Arrays.toString(array.shape());
  }

  /** One of another shape, or with other values, than an array; any at all without one. */
  private static CheckpointArray array(CheckpointArray like, SplittableRandom random) {
    if (like == null || random.nextInt(4) == 0) {
      int length = random.nextInt(5);
      return CheckpointArray.of(new double[length], length);
    }
    return random.nextInt(3) == 0
        ? CheckpointArray.of(like.doubles(), 1, like.length())
        : filled(like, random);
  }

  private static CheckpointArray filled(CheckpointArray like, SplittableRandom random) {
    double[] values = new double[like.length()];
    Arrays.fill(values, NUMBERS[random.nextInt(NUMBERS.length)]);
    return CheckpointArray.of(values, like.shape());
  }
}
