package dev.doppel.runtime.recipe;

import dev.doppel.runtime.boundary.PartOrigin;
import java.util.function.Function;

/**
 * A part of a run, and where it comes from.
 *
 * @param part the part
 * @param origin where it comes from
 * @param <T> the kind of part
 */
record Sourced<T>(T part, PartOrigin origin) {

  <S> Sourced<S> map(Function<T, S> conversion) {
    return new Sourced<>(conversion.apply(part), origin);
  }
}
