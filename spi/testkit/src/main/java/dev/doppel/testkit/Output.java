package dev.doppel.testkit;

import dev.doppel.spi.loss.Role;
import java.util.Comparator;

/**
 * The place of one output of the networks.
 *
 * @param role its role
 * @param view its view, from 0
 */
public record Output(Role role, int view) implements Comparable<Output> {

  private static final Comparator<Output> ORDER =
      Comparator.comparing(Output::role).thenComparing(Output::view);

  @Override
  public int compareTo(Output other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return role + " of view " + view;
  }
}
