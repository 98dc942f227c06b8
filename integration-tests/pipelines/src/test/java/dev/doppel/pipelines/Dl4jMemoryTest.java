package dev.doppel.pipelines;

import dev.doppel.dl4j.Dl4jBackend;
import dev.doppel.runtime.training.TrainingBackend;

final class Dl4jMemoryTest extends ResidentMemory {

  @Override
  TrainingBackend backend() {
    return new Dl4jBackend();
  }
}
