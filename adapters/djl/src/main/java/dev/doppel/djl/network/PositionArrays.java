package dev.doppel.djl.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.doppel.runtime.network.TokenPositions;
import dev.doppel.runtime.network.VisionTransformer;
import java.util.HashMap;
import java.util.Map;

/** What the positions of a grid are made of, computed once for each size of views. */
final class PositionArrays {

  private final VisionTransformer network;
  private final Map<Integer, NDArray> arrays = new HashMap<>();
  private NDManager owner;

  PositionArrays(VisionTransformer network) {
    this.network = network;
  }

  /**
   * The fixed positions of a grid, {@code [tokens, width]}.
   *
   * @param manager what the parameters belong to; the array lives as long
   */
  NDArray fixed(int grid, NDManager manager) {
    ownBy(manager);
    return arrays.computeIfAbsent(
        grid,
        side ->
            HostArrays.copy(
                manager,
                TokenPositions.sineCosine(side, network.width()),
                new Shape(tokens(side), network.width())));
  }

  /**
   * What the learned positions are multiplied by for another grid, {@code [tokens, known tokens]}.
   *
   * @param manager what the parameters belong to; the array lives as long
   */
  NDArray interpolation(int grid, NDManager manager) {
    ownBy(manager);
    return arrays.computeIfAbsent(
        grid,
        side ->
            HostArrays.copy(
                manager,
                TokenPositions.interpolation(network.grid(), side),
                new Shape(tokens(side), tokens(network.grid()))));
  }

  private static long tokens(int grid) {
    return 1L + (long) grid * grid;
  }

  /** Parameters that are loaded anew may belong to another manager; the arrays died with theirs. */
  @SuppressWarnings("ReferenceEquality")
  private void ownBy(NDManager manager) {
    if (owner != manager) {
      arrays.clear();
      owner = manager;
    }
  }
}
