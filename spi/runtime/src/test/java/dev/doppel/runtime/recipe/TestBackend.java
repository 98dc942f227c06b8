package dev.doppel.runtime.recipe;

import dev.doppel.runtime.network.BackboneKind;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.training.Encoder;
import dev.doppel.runtime.training.TrainingBackend;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.runtime.training.TrainingSession;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A platform that only says what it could build.
 *
 * @param name its name
 * @param backbones its backbones with their options
 */
record TestBackend(String name, Map<String, List<Option<?>>> backbones) implements TrainingBackend {

  static final Option<Long> WIDTH =
      Option.whole("width").range(1, 1024).defaultValue(32L).describedAs("filters");

  TestBackend(String name) {
    this(name, Map.of("small-cnn", List.of(WIDTH), "resnet18", List.of()));
  }

  @Override
  public boolean hasBatchNorm(String backbone, Options options) {
    return backbone.equals("resnet18");
  }

  /** Backbones of its own are not those that others know by their names. */
  @Override
  public Map<String, String> backboneProblems(
      String backbone, Options options, List<Integer> viewSizes) {
    return backbones.keySet().equals(BackboneKind.options().keySet())
        ? BackboneKind.problems(backbone, options, viewSizes)
        : Map.of();
  }

  @Override
  public List<String> devices() {
    return List.of("cpu");
  }

  @Override
  public TrainingSession open(TrainingPlan plan, StepListener listener) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Encoder openEncoder(TrainingPlan plan, Path file) {
    throw new UnsupportedOperationException();
  }
}
