package dev.doppel.spi.view;

import java.util.List;

/**
 * The views of a sample, as data.
 *
 * @param views one specification a view, in order
 */
public record ViewPolicy(List<ViewSpecification> views) {

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if there is no view
   */
  public ViewPolicy {
    if (views.isEmpty()) {
      throw new IllegalArgumentException("a view policy needs at least one view");
    }
    views = List.copyOf(views);
  }

  /**
   * The kind of each view.
   *
   * @return the kinds, in the order of the views
   */
  public List<ViewKind> kinds() {
    return views.stream().map(ViewSpecification::kind).toList();
  }
}
