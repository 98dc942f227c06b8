package dev.doppel.dl4j.graph;

import dev.doppel.runtime.network.BatchStatistics;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Which views go through a network together. */
final class Passes {

  private Passes() {}

  /**
   * One pass through a network.
   *
   * @param views the views, one after another along the batch axis
   * @param rows the samples of each
   */
  record Pass(List<Integer> views, List<Integer> rows) {

    /** The first row of a view in the pass. */
    int from(int view) {
      int from = 0;
      for (int i = 0; views.get(i) != view; i++) {
        from += rows.get(i);
      }
      return from;
    }

    /** The row after a view's last. */
    int to(int view) {
      return from(view) + rows.get(views.indexOf(view));
    }

    /** The pass's input: a view itself, or several joined in a new array. */
    INDArray input(List<INDArray> inputs) {
      return views.size() == 1
          ? inputs.get(views.get(0))
          : Nd4j.concat(0, views.stream().map(inputs::get).toArray(INDArray[]::new));
    }
  }

  static List<Pass> of(
      Collection<Integer> views, List<INDArray> inputs, BatchStatistics statistics) {
    return statistics.group(views, view -> Arrays.toString(inputs.get(view).shape())).stream()
        .map(
            group ->
                new Pass(
                    group,
                    group.stream().map(view -> Math.toIntExact(inputs.get(view).size(0))).toList()))
        .toList();
  }
}
