package dev.doppel.pipelines;

import dev.doppel.djl.DjlBackend;
import dev.doppel.runtime.training.TrainingBackend;

final class DjlMemoryTest extends ResidentMemory {

  @Override
  TrainingBackend backend() {
    return new DjlBackend();
  }
}
