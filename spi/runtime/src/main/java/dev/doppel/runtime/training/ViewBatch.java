package dev.doppel.runtime.training;

import java.util.List;

/**
 * The views of one batch of samples.
 *
 * @param views one block a view, in the order of the view policy
 */
public record ViewBatch(List<ViewBlock> views) {

  /** Copies the list, not the pixels. */
  public ViewBatch {
    views = List.copyOf(views);
  }
}
