package dev.doppel.spi.view;

import java.util.List;
import java.util.stream.IntStream;

/** Which of a sample's views are meant. */
public sealed interface ViewSelection {

  /**
   * All views.
   *
   * @return the selection
   */
  static ViewSelection all() {
    return new All();
  }

  /**
   * The global views only.
   *
   * @return the selection
   */
  static ViewSelection global() {
    return new Global();
  }

  /**
   * Views by number.
   *
   * @param views the views, from 0
   * @return the selection
   */
  static ViewSelection at(Integer... views) {
    return new At(List.of(views));
  }

  /**
   * The views of a sample that are meant.
   *
   * @param kinds the kind of each view of the sample, in order
   * @return the numbers of the views meant, from 0, in order
   */
  List<Integer> of(List<ViewKind> kinds);

  /** All views. */
  record All() implements ViewSelection {
    @Override
    public List<Integer> of(List<ViewKind> kinds) {
      return IntStream.range(0, kinds.size()).boxed().toList();
    }
  }

  /** The global views. */
  record Global() implements ViewSelection {
    @Override
    public List<Integer> of(List<ViewKind> kinds) {
      return IntStream.range(0, kinds.size())
          .filter(view -> kinds.get(view) == ViewKind.GLOBAL)
          .boxed()
          .toList();
    }
  }

  /**
   * Views by number.
   *
   * @param views the views, from 0
   */
  record At(List<Integer> views) implements ViewSelection {
    @Override
    public List<Integer> of(List<ViewKind> kinds) {
      for (int view : views) {
        if (view < 0 || view >= kinds.size()) {
          throw new IllegalArgumentException(
              "view " + view + " is asked for, but a sample has " + kinds.size() + " views");
        }
      }
      return views;
    }
  }
}
