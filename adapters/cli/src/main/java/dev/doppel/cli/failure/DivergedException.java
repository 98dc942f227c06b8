package dev.doppel.cli.failure;

import java.io.Serial;

/** An encoder is of no use: its embeddings are not all numbers. */
public final class DivergedException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  /** Creates the exception. */
  public DivergedException() {
    super("the encoder diverged: its embeddings are not all numbers");
  }
}
