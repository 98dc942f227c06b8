package dev.doppel.guards;

/** Whose norm {@link ClipGuard} compares. */
enum ClipScope {
  /** Each parameter's gradient is clipped by itself. */
  TENSOR,
  /** All gradients together are clipped by one factor. */
  GLOBAL
}
