package dev.doppel.data;

import java.io.IOException;
import java.io.Serial;

/** What is wrong with an image, before anybody has said which it is. */
final class BrokenImageException extends IOException {

  @Serial private static final long serialVersionUID = 1;

  BrokenImageException(String reason) {
    super(reason);
  }
}
