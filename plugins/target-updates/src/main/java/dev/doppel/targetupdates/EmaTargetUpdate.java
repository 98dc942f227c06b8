package dev.doppel.targetupdates;

import dev.doppel.spi.schedule.Schedule;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.target.TargetInitialisation;
import dev.doppel.spi.target.TargetParameters;
import dev.doppel.spi.target.TargetUpdate;
import dev.doppel.spi.target.UpdatePhase;
import java.util.Map;
import java.util.Objects;

/**
 * The target is an exponential moving average of the online network:
 *
 * <pre>{@code
 * target = momentum * target + (1 - momentum) * online
 * }</pre>
 *
 * <p>(Grill et al., arXiv 2006.07733, equation 1; He et al., arXiv 1911.05722, equation 2.) The
 * momentum is in [0, 1]: at 0 the target is a copy, at 1 it does not move, bit for bit. BYOL, MoCo
 * and DINO average parameters only and leave running statistics to the target's own forward passes,
 * which is the default here.
 *
 * @param momentum the momentum at each step
 * @param phase when in a step the target moves: after the optimiser (BYOL, DINO) or before the
 *     target's forward pass (MoCo), which lags one step behind
 * @param runningStatistics what becomes of running statistics
 * @param initialisation how the target starts
 */
record EmaTargetUpdate(
    Schedule momentum,
    UpdatePhase phase,
    RunningStatistics runningStatistics,
    TargetInitialisation initialisation)
    implements TargetUpdate {

  private static final String MOMENTUM = "momentum";

  EmaTargetUpdate {
    Objects.requireNonNull(momentum, "momentum is null");
    Objects.requireNonNull(phase, "phase is null");
    Objects.requireNonNull(runningStatistics, "runningStatistics is null");
    Objects.requireNonNull(initialisation, "initialisation is null");
  }

  @Override
  public Map<String, Schedule> schedules() {
    return Map.of(MOMENTUM, momentum);
  }

  @Override
  public State apply(TargetParameters parameters, State state, Step step) {
    double keep = step.value(MOMENTUM);
    // Skipped at 1: adding nothing could still turn -0 into 0, and costs a pass over the network.
    if (keep < 1) {
      parameters.blend(
          runningStatistics == RunningStatistics.AVERAGE ? Roles.ALL : Roles.TRAINED, keep);
    }
    if (runningStatistics == RunningStatistics.COPY) {
      parameters.blend(Roles.STATISTICS, 0);
    }
    return state;
  }
}
