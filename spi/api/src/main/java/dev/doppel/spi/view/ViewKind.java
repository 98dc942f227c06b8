package dev.doppel.spi.view;

/** What part of a sample a view shows. */
public enum ViewKind {
  /** Most of it, at full resolution. */
  GLOBAL,
  /** A small part, often at a lower resolution (multi-crop). */
  LOCAL
}
