package dev.doppel.runtime.tape;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * The memory of what a tape makes from one {@link GradientTape#open()} to {@link #close()}. Scopes
 * nest; the innermost open one owns what is made. For one thread.
 */
public final class TapeScope implements AutoCloseable {

  private final Runnable leave;
  private final Deque<Runnable> releases = new ArrayDeque<>();

  TapeScope(Runnable leave) {
    this.leave = leave;
  }

  <A> void own(A array, Consumer<A> release) {
    releases.push(() -> release.accept(array));
  }

  /**
   * Frees every array made in this scope, those made last first. Tensors made in it become invalid;
   * {@linkplain GradientTape#retain retained} ones and the arrays of {@link GradientTape#gradients}
   * stay.
   *
   * @throws IllegalStateException if a scope that was opened later is still open
   */
  @Override
  public void close() {
    leave.run();
    while (!releases.isEmpty()) {
      releases.pop().run();
    }
  }
}
