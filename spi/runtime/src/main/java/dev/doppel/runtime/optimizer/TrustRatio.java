package dev.doppel.runtime.optimizer;

/** What LARS compares a parameter's length with, where implementations differ. */
public enum TrustRatio {
  /** {@code |g + wd * p|}, as in BYOL's and MoCo-v3's code. */
  NORM_OF_SUM,
  /** {@code |g| + wd * |p|}, as in the paper (arXiv 1708.03888). */
  SUM_OF_NORMS
}
