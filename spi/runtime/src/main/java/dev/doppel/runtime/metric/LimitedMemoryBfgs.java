package dev.doppel.runtime.metric;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Minimises a convex function by L-BFGS with a backtracking line search (Nocedal and Wright,
 * Numerical Optimization, algorithms 7.4 and 3.1). No step length to tune and no chance involved.
 */
final class LimitedMemoryBfgs {

  private static final int HISTORY = 10;

  /** The share of the decrease that the slope promises and a step must reach at least. */
  private static final double SUFFICIENT_DECREASE = 1e-4;

  private static final int MOST_HALVINGS = 30;

  /** The gradient's norm, relative to that at the start, where more accuracy changes nothing. */
  private static final double TOLERANCE = 1e-4;

  private LimitedMemoryBfgs() {}

  private record Correction(double[] step, double[] change, double curvature) {}

  /** The minimum, from zero, or the best point after so many iterations. */
  static double[] minimise(Objective objective, int iterations) {
    int size = objective.size();
    double[] point = new double[size];
    double[] gradient = new double[size];
    double value = objective.evaluate(point, gradient);
    double goal = TOLERANCE * norm(gradient);
    Deque<Correction> history = new ArrayDeque<>();
    for (int iteration = 0; iteration < iterations && norm(gradient) > goal; iteration++) {
      double[] direction = direction(gradient, history);
      double slope = InnerProduct.of(gradient, direction);
      double length = history.isEmpty() ? 1 / norm(gradient) : 1;
      double[] next = new double[size];
      double[] nextGradient = new double[size];
      double nextValue = Double.POSITIVE_INFINITY;
      int halvings = 0;
      while (!(nextValue <= value + SUFFICIENT_DECREASE * length * slope)) {
        if (halvings++ == MOST_HALVINGS) {
          // Rounding of the function hides what is left to gain.
          return point;
        }
        length = halvings == 1 ? length : length / 2;
        for (int i = 0; i < size; i++) {
          next[i] = point[i] + length * direction[i];
        }
        nextValue = objective.evaluate(next, nextGradient);
      }
      remember(history, difference(next, point), difference(nextGradient, gradient));
      point = next;
      gradient = nextGradient;
      value = nextValue;
    }
    return point;
  }

  private static void remember(Deque<Correction> history, double[] step, double[] change) {
    double curvature = InnerProduct.of(step, change);
    // Positive for a convex function, but for rounding.
    if (curvature > 0) {
      history.addLast(new Correction(step, change, curvature));
      if (history.size() > HISTORY) {
        history.removeFirst();
      }
    }
  }

  /** The two loops: minus the inverse Hessian, as far as it is known, times the gradient. */
  private static double[] direction(double[] gradient, Deque<Correction> history) {
    double[] direction = gradient.clone();
    Deque<Double> shares = new ArrayDeque<>();
    history
        .descendingIterator()
        .forEachRemaining(
            correction -> {
              double share = InnerProduct.of(correction.step(), direction) / correction.curvature();
              shares.push(share);
              add(direction, -share, correction.change());
            });
    if (!history.isEmpty()) {
      Correction last = history.getLast();
      scale(direction, last.curvature() / InnerProduct.of(last.change(), last.change()));
    }
    for (Correction correction : history) {
      double share = InnerProduct.of(correction.change(), direction) / correction.curvature();
      add(direction, shares.pop() - share, correction.step());
    }
    scale(direction, -1);
    return direction;
  }

  private static double[] difference(double[] left, double[] right) {
    double[] difference = left.clone();
    add(difference, -1, right);
    return difference;
  }

  private static void add(double[] target, double factor, double[] values) {
    for (int i = 0; i < target.length; i++) {
      target[i] += factor * values[i];
    }
  }

  private static void scale(double[] target, double factor) {
    for (int i = 0; i < target.length; i++) {
      target[i] *= factor;
    }
  }

  private static double norm(double[] values) {
    return Math.sqrt(InnerProduct.of(values, values));
  }
}
