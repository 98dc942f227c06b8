package dev.doppel.runtime.recipe;

import dev.doppel.spi.guard.Assessment;
import dev.doppel.spi.guard.CollapseGuard;
import dev.doppel.spi.guard.CollapseGuardFactory;
import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.guard.GradientDecision;
import dev.doppel.spi.guard.GradientGuard;
import dev.doppel.spi.guard.Gradients;
import dev.doppel.spi.guard.Observation;
import dev.doppel.spi.guard.TargetShaper;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.LossFactory;
import dev.doppel.spi.loss.ReferenceValues;
import dev.doppel.spi.loss.RoleRequirement;
import dev.doppel.spi.loss.TargetForm;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.target.TargetParameters;
import dev.doppel.spi.target.TargetUpdate;
import dev.doppel.spi.target.TargetUpdateFactory;
import dev.doppel.spi.tensor.Tensor;
import dev.doppel.spi.view.ViewSelection;
import java.util.List;
import java.util.Map;

/** The parts of {@link TestPlugin}. */
final class TestParts {

  private TestParts() {}

  record LossPart(String name, List<Option<?>> options) implements LossFactory {

    @Override
    public String description() {
      return "a loss";
    }

    @Override
    public Loss create(Options values) {
      if (name.equals("failing")) {
        throw new IllegalStateException("no luck");
      }
      return new TestLoss(values);
    }
  }

  record TestLoss(Options options) implements Loss {

    @Override
    public List<RoleRequirement> roles() {
      return List.of(
          RoleRequirement.prediction(ViewSelection.all()),
          RoleRequirement.target(ViewSelection.global()));
    }

    @Override
    public Tensor compute(Embeddings embeddings, State state, Step step) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ReferenceValues referenceValues(Embeddings outputs) {
      return new ReferenceValues(0, 0);
    }

    @Override
    public boolean isMeanOfRows() {
      return true;
    }
  }

  record TargetUpdatePart(String name, List<Option<?>> options) implements TargetUpdateFactory {

    @Override
    public String description() {
      return "a rule";
    }

    @Override
    public TargetUpdate create(Options values) {
      return new TestTargetUpdate(values);
    }
  }

  record TestTargetUpdate(Options options) implements TargetUpdate {

    @Override
    public State apply(TargetParameters parameters, State state, Step step) {
      return state;
    }
  }

  record MonitorPart(String name, List<Option<?>> options) implements CollapseGuardFactory {

    @Override
    public String description() {
      return "a monitor";
    }

    @Override
    public Class<? extends CollapseGuard> kind() {
      return CollapseMonitor.class;
    }

    @Override
    public CollapseGuard create(Options values) {
      return new TestMonitor(values);
    }
  }

  record TestMonitor(Options options) implements CollapseMonitor {

    @Override
    public int interval() {
      return 1;
    }

    @Override
    public Assessment assess(Observation observation, State state) {
      return new Assessment(Verdict.healthy(Map.of()), state);
    }
  }

  record GradientGuardPart(String name, List<Option<?>> options) implements CollapseGuardFactory {

    @Override
    public String description() {
      return "a gradient guard";
    }

    @Override
    public Class<? extends CollapseGuard> kind() {
      return GradientGuard.class;
    }

    @Override
    public CollapseGuard create(Options values) {
      return new TestGradientGuard();
    }
  }

  record TestGradientGuard() implements GradientGuard {

    @Override
    public GradientDecision guard(Gradients gradients, State state, Step step) {
      return new GradientDecision(true, Verdict.healthy(Map.of()), state);
    }
  }

  record ShaperPart(String name, List<Option<?>> options) implements CollapseGuardFactory {

    @Override
    public String description() {
      return "a shaper";
    }

    @Override
    public Class<? extends CollapseGuard> kind() {
      return TargetShaper.class;
    }

    @Override
    public CollapseGuard create(Options values) {
      return new TestShaper();
    }
  }

  record TestShaper() implements TargetShaper {

    @Override
    public TargetForm form() {
      return TargetForm.VECTOR;
    }

    @Override
    public List<Tensor> shape(Embeddings raw, State state, Step step) {
      return List.copyOf(raw.targets().values());
    }
  }
}
