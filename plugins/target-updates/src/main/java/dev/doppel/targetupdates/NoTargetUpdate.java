package dev.doppel.targetupdates;

import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.target.TargetParameters;
import dev.doppel.spi.target.TargetSource;
import dev.doppel.spi.target.TargetUpdate;

/**
 * There is no target network: targets are the online network's own outputs under stop-gradient,
 * from the same forward pass (SimSiam, arXiv 2011.10566).
 */
record NoTargetUpdate() implements TargetUpdate {

  @Override
  public TargetSource source() {
    return TargetSource.ONLINE_NETWORK;
  }

  @Override
  public State apply(TargetParameters parameters, State state, Step step) {
    return state;
  }
}
