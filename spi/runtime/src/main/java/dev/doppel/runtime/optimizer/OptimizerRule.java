package dev.doppel.runtime.optimizer;

/** How an optimiser turns gradients into steps. */
public enum OptimizerRule {
  /** Stochastic gradient descent with momentum: {@code v = m * v + g + wd * p; p -= lr * v}. */
  SGD,
  /** Adam with decoupled weight decay (arXiv 1711.05101, algorithm 2). */
  ADAMW,
  /**
   * Layer-wise adaptive rates (arXiv 1708.03888): {@code d = g + wd * p}, scaled by {@code eta *
   * |p| / |d|} where both norms are positive, then SGD's momentum, with the learning rate outside
   * the buffer.
   */
  LARS
}
