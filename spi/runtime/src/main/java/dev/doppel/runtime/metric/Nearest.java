package dev.doppel.runtime.metric;

import java.util.Arrays;

/**
 * The most similar of many candidates, in a heap whose root is the first to go: the least similar,
 * and of those the one with the highest index.
 */
final class Nearest {

  private final float[] similarities;
  private final int[] indices;
  private int size;

  Nearest(int capacity) {
    similarities = new float[capacity];
    indices = new int[capacity];
  }

  void offer(float similarity, int index) {
    if (size < indices.length) {
      rise(size++, similarity, index);
    } else if (goesBefore(similarities[0], indices[0], similarity, index)) {
      sink(similarity, index);
    }
  }

  /** The indices that were kept, in no particular order. */
  int[] indices() {
    return Arrays.copyOf(indices, size);
  }

  private void rise(int from, float similarity, int index) {
    int at = from;
    while (at > 0) {
      int parent = (at - 1) / 2;
      if (goesBefore(similarities[parent], indices[parent], similarity, index)) {
        break;
      }
      move(parent, at);
      at = parent;
    }
    put(at, similarity, index);
  }

  private void sink(float similarity, int index) {
    int at = 0;
    for (int child = 1; child < size; child = 2 * at + 1) {
      int other = child + 1;
      if (other < size
          && goesBefore(similarities[other], indices[other], similarities[child], indices[child])) {
        child = other;
      }
      if (!goesBefore(similarities[child], indices[child], similarity, index)) {
        break;
      }
      move(child, at);
      at = child;
    }
    put(at, similarity, index);
  }

  private void move(int from, int to) {
    put(to, similarities[from], indices[from]);
  }

  private void put(int at, float similarity, int index) {
    similarities[at] = similarity;
    indices[at] = index;
  }

  private static boolean goesBefore(
      float similarity, int index, float otherSimilarity, int otherIndex) {
    return similarity < otherSimilarity || (similarity == otherSimilarity && index > otherIndex);
  }
}
