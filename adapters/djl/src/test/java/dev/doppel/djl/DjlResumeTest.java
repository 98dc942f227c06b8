package dev.doppel.djl;

import dev.doppel.testkit.ResumeContract;

final class DjlResumeTest extends ResumeContract {

  DjlResumeTest() {
    super(new DjlBackend());
  }
}
