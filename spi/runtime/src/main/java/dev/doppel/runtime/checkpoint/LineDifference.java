package dev.doppel.runtime.checkpoint;

import java.util.List;
import java.util.Optional;

/**
 * The first line that differs in two descriptions of what ought to be the same.
 *
 * @param number the line's number, from 1
 * @param there the line in the checkpoint; {@code none} past its end
 * @param here the line here; {@code none} past its end
 */
public record LineDifference(int number, String there, String here) {

  private static final String NONE = "none";

  /**
   * Compares two descriptions.
   *
   * @param there that in the checkpoint
   * @param here that here
   * @return the first difference; empty if there is none
   */
  public static Optional<LineDifference> first(String there, String here) {
    List<String> before = there.lines().toList();
    List<String> now = here.lines().toList();
    for (int i = 0; i < Math.max(before.size(), now.size()); i++) {
      String one = i < before.size() ? before.get(i) : NONE;
      String other = i < now.size() ? now.get(i) : NONE;
      if (!one.equals(other)) {
        return Optional.of(new LineDifference(i + 1, one, other));
      }
    }
    return Optional.empty();
  }
}
