package dev.doppel.testkit;

import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.ReferenceValues;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.tensor.Tensor;

/** A loss with all that it is called with. */
record LossCase(ArrayEngine engine, Loss loss, ArrayEmbeddings outputs, State state, Step step) {

  Tensor compute(ArrayEmbeddings arrays) {
    return loss.compute(engine.embeddings(arrays), state, step);
  }

  LossResult evaluate(ArrayEmbeddings arrays, boolean stopGradient) {
    return engine.evaluate(
        embeddings -> loss.compute(embeddings, state, step), arrays, stopGradient);
  }

  ReferenceValues reference() {
    return loss.referenceValues(engine.embeddings(outputs));
  }
}
