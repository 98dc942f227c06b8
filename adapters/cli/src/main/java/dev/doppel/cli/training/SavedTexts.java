package dev.doppel.cli.training;

import dev.doppel.runtime.checkpoint.Checkpoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Lists of texts on their way to a checkpoint and back. */
final class SavedTexts {

  private SavedTexts() {}

  static void save(String name, Collection<String> texts, Checkpoint.Builder checkpoint) {
    checkpoint.count(name, texts.size());
    int index = 0;
    for (String text : texts) {
      checkpoint.text(name + "." + index++, text);
    }
  }

  /** Reads them back; an {@link IllegalArgumentException} says which is missing. */
  static List<String> restore(String name, Checkpoint checkpoint) {
    List<String> texts = new ArrayList<>();
    for (long i = 0; i < checkpoint.count(name); i++) {
      texts.add(checkpoint.text(name + "." + i));
    }
    return texts;
  }
}
