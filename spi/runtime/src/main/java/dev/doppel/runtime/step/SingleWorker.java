package dev.doppel.runtime.step;

import dev.doppel.spi.tensor.Tensor;

/** The collective of a single worker: nothing to exchange. */
enum SingleWorker implements Collective {
  INSTANCE;

  @Override
  public int rank() {
    return 0;
  }

  @Override
  public int size() {
    return 1;
  }

  @Override
  public Tensor gather(Tensor rows) {
    return rows;
  }

  @Override
  public void sumGradient(float[] gradient) {
    // The sum over one worker is what is there.
  }

  @Override
  public boolean any(boolean mine) {
    return mine;
  }
}
