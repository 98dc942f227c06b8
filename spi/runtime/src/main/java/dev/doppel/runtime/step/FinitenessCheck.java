package dev.doppel.runtime.step;

import dev.doppel.runtime.boundary.MethodBoundary;
import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.Role;
import dev.doppel.spi.step.State;
import dev.doppel.spi.tensor.Shape;
import dev.doppel.spi.tensor.Tensor;
import java.util.Collection;

/**
 * Finds out, where a loss is no finite number, whether a plugin is to blame: it is if all that it
 * saw was finite, and of a size that a network which learns has. Where it was not, the run
 * diverged, which guards tell of.
 *
 * <p>Looks at the first loss of a run, and after that only at losses that were read anyway, so that
 * the device is not waited for.
 */
final class FinitenessCheck {

  /**
   * Far above the outputs of a network that learns. A loss must stand them; beyond, it may overflow
   * because the network diverges.
   */
  private static final double LARGEST_OUTPUT = 1000;

  private final MethodBoundary boundary;
  private boolean hasSeenFirst;
  private long skipped = -1;

  FinitenessCheck(MethodBoundary boundary) {
    this.boundary = boundary;
  }

  /**
   * What a loss was computed from.
   *
   * @param step the step
   * @param raw the networks' outputs
   * @param shaped what the loss saw of them
   * @param lossState the loss's state; after the step, the next one
   * @param shaperState the target shaper's; after the step, the next one
   */
  record Evidence(
      long step, Embeddings raw, Embeddings shaped, State lossState, State shaperState) {}

  /** Leaves a step out whose gradients a guard did not let through: the run goes on well. */
  void skip(long step) {
    skipped = step;
  }

  /** Looks at the first loss, and at nothing when called again. */
  void first(Tensor loss, Evidence evidence) {
    if (boundary.checks().lookAtValues() && !hasSeenFirst) {
      hasSeenFirst = true;
      boolean targetsAreFinite = areFinite(evidence.shaped().targets().values());
      if (!targetsAreFinite || !isFinite(loss)) {
        blame(loss.stopGradient().item(), evidence, targetsAreFinite);
      }
    }
  }

  /** Looks at the last of the losses that were read after a step. */
  void last(double[] losses, Evidence evidence) {
    boolean isFinite = losses.length == 0 || Double.isFinite(losses[losses.length - 1]);
    if (boundary.checks().lookAtValues() && !isFinite && evidence.step() != skipped) {
      boolean targetsAreFinite = areFinite(evidence.shaped().targets().values());
      blame(losses[losses.length - 1], evidence, targetsAreFinite);
    }
  }

  private void blame(double loss, Evidence evidence, boolean targetsAreFinite) {
    if (!areOrdinary(evidence.raw())) {
      return;
    }
    if (!targetsAreFinite) {
      if (isFinite(evidence.shaperState())) {
        throw boundary
            .aroundTargetShaper()
            .fault(
                "returned targets that are not finite at step %d, though all that it saw was"
                    .formatted(evidence.step()));
      }
      return;
    }
    if (isFinite(evidence.lossState())) {
      throw boundary
          .aroundLoss()
          .fault(
              "returned a loss of %s at step %d, though all that it saw was finite"
                  .formatted(loss, evidence.step()));
    }
  }

  private static boolean areOrdinary(Embeddings raw) {
    for (Role role : Role.values()) {
      for (Tensor output : raw.of(role).values()) {
        if (!isFinite(output) || largest(output) > LARGEST_OUTPUT) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isFinite(State state) {
    return areFinite(state.tensors().values())
        && state.numbers().values().stream().allMatch(Double::isFinite);
  }

  private static boolean areFinite(Collection<Tensor> tensors) {
    return tensors.stream().allMatch(FinitenessCheck::isFinite);
  }

  private static boolean isFinite(Tensor tensor) {
    // Zero times infinity is no number, and neither is a sum with one in it.
    return tensor.stopGradient().multiply(0).sum().item() == 0;
  }

  private static double largest(Tensor tensor) {
    Tensor flat = tensor.stopGradient().reshape(Shape.of(tensor.shape().elements()));
    return Math.sqrt(flat.square().max(0, false).item());
  }
}
