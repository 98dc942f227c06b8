package dev.doppel.testkit;

import dev.doppel.runtime.boundary.BoundaryChecks;
import dev.doppel.runtime.boundary.MethodBoundary;
import dev.doppel.runtime.boundary.PartOrigin;
import dev.doppel.runtime.plugin.PluginDescriptor;
import dev.doppel.runtime.step.Method;
import dev.doppel.spi.SpiVersion;
import dev.doppel.spi.guard.TargetShaper;
import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.TargetForm;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.target.ParameterRole;
import dev.doppel.spi.target.TargetParameters;
import dev.doppel.spi.target.TargetUpdate;
import dev.doppel.spi.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;

/** Methods of {@link SmallRuns} with a part of a plugin that may break a rule. */
final class BlamedParts {

  private static final PluginDescriptor PLUGIN =
      new PluginDescriptor("unruly", "0.3", SpiVersion.CURRENT, "/plugins/unruly-0.3.jar");

  /** How a message about the part begins. */
  static final String ORIGIN = PartOrigin.of("the part", PLUGIN).toString();

  private BlamedParts() {}

  /**
   * SimSiam with a shaper.
   *
   * @param stopGradient whether targets are under stop-gradient
   * @param shaping makes a target of a view's target and prediction
   */
  static Method shaping(boolean stopGradient, BinaryOperator<Tensor> shaping) {
    Method plain = SmallRuns.simsiam();
    return method(plain, plain.targetUpdate(), Optional.of(new Shaper(shaping)), stopGradient);
  }

  /** BYOL with a target that keeps a share of its weights, whatever the schedules say. */
  static Method keeping(double share) {
    return method(SmallRuns.byol(), new Keeping(share), Optional.empty(), true);
  }

  private static Method method(
      Method plain,
      TargetUpdate targetUpdate,
      Optional<TargetShaper> shaper,
      boolean stopGradient) {
    PartOrigin origin = PartOrigin.of("the part", PLUGIN);
    return new Method(
        plain.loss(),
        targetUpdate,
        shaper,
        List.of(),
        List.of(),
        plain.symmetric(),
        stopGradient,
        new MethodBoundary(
            BoundaryChecks.FULL, plain.boundary().loss(), origin, shaper.map(present -> origin)));
  }

  private record Shaper(BinaryOperator<Tensor> shaping) implements TargetShaper {

    @Override
    public TargetForm form() {
      return TargetForm.VECTOR;
    }

    @Override
    public List<Tensor> shape(Embeddings raw, State state, Step step) {
      return raw.targets().entrySet().stream()
          .map(target -> shaping.apply(target.getValue(), raw.predictions().get(target.getKey())))
          .toList();
    }
  }

  private record Keeping(double share) implements TargetUpdate {

    @Override
    public State apply(TargetParameters parameters, State state, Step step) {
      parameters.blend(Set.of(ParameterRole.WEIGHT), share);
      return state;
    }
  }
}
