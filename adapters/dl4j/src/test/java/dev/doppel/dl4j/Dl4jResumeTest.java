package dev.doppel.dl4j;

import dev.doppel.testkit.ResumeContract;

final class Dl4jResumeTest extends ResumeContract {

  Dl4jResumeTest() {
    super(new Dl4jBackend());
  }
}
