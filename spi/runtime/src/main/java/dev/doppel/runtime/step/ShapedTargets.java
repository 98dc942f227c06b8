package dev.doppel.runtime.step;

import dev.doppel.runtime.boundary.PluginBoundary;
import dev.doppel.spi.guard.TargetShaper;
import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.Role;
import dev.doppel.spi.loss.TargetForm;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes what a loss compares with of a network's outputs: stop-gradients, then the shaper, or a
 * softmax where the loss needs distributions. Remembers the latest result until it is taken:
 * Sinkhorn's iterations, or a softmax over all prototypes, need not be done twice a step.
 */
final class ShapedTargets {

  private final Method method;
  private final StateKeeper shaperState;
  private final TensorMemory memory;
  private final PluginBoundary boundary;
  private Embeddings latestRaw;
  private Embeddings latestShaped;

  ShapedTargets(Method method, StateKeeper shaperState, TensorMemory memory) {
    this.method = method;
    this.shaperState = shaperState;
    this.memory = memory;
    this.boundary = method.boundary().aroundTargetShaper();
  }

  /** The outputs with their targets shaped. */
  Embeddings shape(Embeddings raw, Step step) {
    latestShaped = shaped(raw, step);
    latestRaw = raw;
    return latestShaped;
  }

  /** The same, from memory if these outputs were the last to be shaped; forgets it. */
  @SuppressWarnings("ReferenceEquality") // the very outputs, not equal ones
  Embeddings takeShaped(Embeddings raw, Step step) {
    Embeddings shaped = raw == latestRaw ? latestShaped : shaped(raw, step);
    latestRaw = null;
    latestShaped = null;
    return shaped;
  }

  private Embeddings shaped(Embeddings raw, Step step) {
    Embeddings detached = detach(raw);
    List<Integer> views = List.copyOf(detached.targets().keySet());
    List<Tensor> targets = new ArrayList<>(detached.targets().values());
    if (method.targetShaper().isPresent()) {
      TargetShaper shaper = method.targetShaper().get();
      Tensor any = raw.predictions().get(raw.predictions().firstKey());
      targets =
          new ArrayList<>(shaper.shape(detached, shaperState.lend(any), step.resolve(shaper)));
      if (method.stopGradient() && boundary.checks().lookAtShapes()) {
        requireNoGradients(views, targets, step);
      }
    }
    if (needsDistributions()) {
      targets.replaceAll(target -> target.softmax(1));
    }
    Embeddings shaped = detached;
    for (int i = 0; i < views.size(); i++) {
      shaped = shaped.with(Role.TARGET, views.get(i), targets.get(i));
    }
    return shaped;
  }

  /** What a shaper made of predictions would carry a gradient past the stop-gradient. */
  private void requireNoGradients(List<Integer> views, List<Tensor> targets, Step step) {
    for (int i = 0; i < views.size(); i++) {
      Tensor target = targets.get(i);
      int view = views.get(i);
      boundary.takeOver(
          () -> {
            if (memory.hasGradient(target)) {
              throw boundary.fault(
                  "returned a target with a gradient for view %d at step %d, expected one without:"
                          .formatted(view, step.index())
                      + " predictions must not be looked at");
            }
          });
    }
  }

  private boolean needsDistributions() {
    return method.loss().targetForm() == TargetForm.DISTRIBUTION
        && method
            .targetShaper()
            .filter(shaper -> shaper.form() == TargetForm.DISTRIBUTION)
            .isEmpty();
  }

  /** The outputs with stop-gradients where the method has them. */
  Embeddings detach(Embeddings raw) {
    Embeddings detached = raw;
    if (method.stopGradient()) {
      for (Map.Entry<Integer, Tensor> target : raw.targets().entrySet()) {
        detached = detached.with(Role.TARGET, target.getKey(), target.getValue().stopGradient());
      }
    }
    for (Map.Entry<Integer, Tensor> queued : raw.of(Role.QUEUE).entrySet()) {
      detached = detached.with(Role.QUEUE, queued.getKey(), queued.getValue().stopGradient());
    }
    return detached;
  }
}
