package dev.doppel.cli;

import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.spi.SpiVersion;
import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.LossFactory;
import dev.doppel.spi.loss.ReferenceValues;
import dev.doppel.spi.loss.Role;
import dev.doppel.spi.loss.RoleRequirement;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.tensor.Tensor;
import dev.doppel.spi.view.ViewKind;
import dev.doppel.spi.view.ViewOperation;
import dev.doppel.spi.view.ViewOperationFactory;
import dev.doppel.spi.view.ViewPolicy;
import dev.doppel.spi.view.ViewPolicyFactory;
import dev.doppel.spi.view.ViewSelection;
import dev.doppel.spi.view.ViewSpecification;
import dev.doppel.spi.view.ViewStep;
import dev.doppel.spi.view.ViewTarget;
import java.util.List;
import java.util.Map;

/**
 * A plugin that works, until it does not.
 *
 * @param lossFailure is run in each step, and fails in one of them
 * @param viewFailure is run for each view, and may fail
 */
record BrittlePlugin(StepHook lossFailure, Runnable viewFailure) implements SelfSupervisedPlugin {

  /** Fails where a test wants it. */
  interface StepHook {
    void at(long step);
  }

  /** The plugin as its author meant it. */
  static BrittlePlugin mended() {
    return new BrittlePlugin(step -> {}, () -> {});
  }

  @Override
  public int spiVersion() {
    return SpiVersion.CURRENT;
  }

  @Override
  public String name() {
    return "brittle-plugin";
  }

  @Override
  public String version() {
    return "0.7";
  }

  @Override
  public List<LossFactory> losses() {
    return List.of(new LossPart(lossFailure));
  }

  @Override
  public List<ViewPolicyFactory> viewPolicies() {
    return List.of(new PolicyPart());
  }

  @Override
  public List<ViewOperationFactory> viewOperations() {
    return List.of(new OperationPart(viewFailure));
  }

  private record LossPart(StepHook failure) implements LossFactory {

    @Override
    public String name() {
      return "brittle";
    }

    @Override
    public String description() {
      return "A loss that fails in one step.";
    }

    @Override
    public Loss create(Options options) {
      return new BrittleLoss(failure);
    }
  }

  /** The cosine of each view's prediction with the other view's target, less is better. */
  private record BrittleLoss(StepHook failure) implements Loss {

    @Override
    public List<RoleRequirement> roles() {
      return List.of(
          RoleRequirement.prediction(ViewSelection.all()),
          RoleRequirement.target(ViewSelection.all()));
    }

    @Override
    public Tensor compute(Embeddings embeddings, State state, Step step) {
      failure.at(step.index());
      return agreement(embeddings, 0, 1).add(agreement(embeddings, 1, 0)).negate();
    }

    private static Tensor agreement(Embeddings embeddings, int from, int to) {
      return embeddings
          .get(Role.PREDICTION, from)
          .l2Normalize(1)
          .multiply(embeddings.get(Role.TARGET, to).l2Normalize(1))
          .sum(1, false)
          .mean();
    }

    @Override
    public ReferenceValues referenceValues(Embeddings outputs) {
      return new ReferenceValues(0, -2);
    }

    @Override
    public boolean isMeanOfRows() {
      return true;
    }
  }

  private record PolicyPart() implements ViewPolicyFactory {

    @Override
    public String name() {
      return "brittle-views";
    }

    @Override
    public String description() {
      return "Two views that an operation of this plugin makes.";
    }

    @Override
    public ViewPolicy create(Options options, ViewTarget target) {
      List<ViewStep> steps = List.of(ViewStep.always("tear", Map.of()));
      return new ViewPolicy(
          List.of(
              new ViewSpecification("first", ViewKind.GLOBAL, target.size(), steps),
              new ViewSpecification("second", ViewKind.GLOBAL, target.size(), steps)));
    }
  }

  private record OperationPart(Runnable failure) implements ViewOperationFactory {

    @Override
    public String name() {
      return "tear";
    }

    @Override
    public String description() {
      return "Leaves an image alone, or fails.";
    }

    @Override
    public ViewOperation create(Options options, ViewTarget target) {
      return (image, random) -> {
        failure.run();
        return image;
      };
    }
  }
}
