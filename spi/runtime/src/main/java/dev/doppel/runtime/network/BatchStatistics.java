package dev.doppel.runtime.network;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Which samples share the statistics of a batch normalisation in training. */
public enum BatchStatistics {
  /** Each view is its own forward pass (BYOL, SimSiam, MoCo). */
  PER_VIEW,
  /** Views of one size share a forward pass (DINO, SwAV). */
  PER_SIZE,
  /** All views share a forward pass; they must be of one size (SimCLR). */
  JOINT;

  /**
   * Which views go through a network together.
   *
   * @param views the views, in order
   * @param shape the shape of a view's array; views of equal ones have one size
   * @return groups of views, each in order
   * @throws IllegalArgumentException if all must go together, but differ in shape
   */
  public List<List<Integer>> group(Collection<Integer> views, IntFunction<?> shape) {
    Map<Object, List<Integer>> groups = new LinkedHashMap<>();
    for (int view : views) {
      Object key = this == PER_VIEW ? (Object) view : shape.apply(view);
      groups.computeIfAbsent(key, ignored -> new ArrayList<>()).add(view);
    }
    if (this == JOINT && groups.size() > 1) {
      throw new IllegalArgumentException(
          "batch-statistics = joint needs views of one shape, but there are " + groups.keySet());
    }
    return List.copyOf(groups.values());
  }
}
