package dev.doppel.runtime.metric;

/** The k largest of many values, in a heap whose root is the least of them. */
final class LargestValues {

  private final double[] heap;
  private int size;

  LargestValues(int capacity) {
    heap = new double[capacity];
  }

  void offer(double value) {
    if (size < heap.length) {
      rise(size++, value);
    } else if (value > heap[0]) {
      sink(value);
    }
  }

  /** The k-th largest value so far, or the least if there were fewer. */
  double least() {
    return heap[0];
  }

  private void rise(int from, double value) {
    int at = from;
    while (at > 0 && heap[(at - 1) / 2] > value) {
      heap[at] = heap[(at - 1) / 2];
      at = (at - 1) / 2;
    }
    heap[at] = value;
  }

  private void sink(double value) {
    int at = 0;
    for (int child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && heap[child + 1] < heap[child]) {
        child++;
      }
      if (heap[child] >= value) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = value;
  }
}
