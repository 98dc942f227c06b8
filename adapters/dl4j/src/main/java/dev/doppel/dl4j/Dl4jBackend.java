package dev.doppel.dl4j;

import dev.doppel.dl4j.parameter.ParameterLayout;
import dev.doppel.runtime.network.BackboneKind;
import dev.doppel.runtime.network.HeadSpecification;
import dev.doppel.runtime.network.LayerSpecification.GroupNorm;
import dev.doppel.runtime.network.LayerSpecification.WeightStandardizedLinear;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.training.Encoder;
import dev.doppel.runtime.training.TrainingBackend;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.runtime.training.TrainingSession;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Runs on DL4J, with ND4J's CPU or CUDA natives. */
public final class Dl4jBackend implements TrainingBackend {

  private final ComputationGraph userBackbone;

  /** Creates the backend; for {@link java.util.ServiceLoader}. */
  public Dl4jBackend() {
    this(null);
  }

  /** A backend for a recipe whose backbone, whatever its name there, is the user's own. */
  Dl4jBackend(ComputationGraph userBackbone) {
    this.userBackbone = userBackbone;
  }

  @Override
  public String name() {
    return "dl4j";
  }

  @Override
  public Map<String, List<Option<?>>> backbones() {
    return BackboneKind.options();
  }

  @Override
  public boolean hasBatchNorm(String backbone, Options options) {
    return userBackbone == null
        ? BackboneKind.hasBatchNorm(backbone, options)
        : !ParameterLayout.of(userBackbone).partsWithStatistics().isEmpty();
  }

  @Override
  public Map<String, String> backboneProblems(
      String backbone, Options options, List<Integer> viewSizes) {
    if (userBackbone != null) {
      return Map.of();
    }
    Map<String, String> problems =
        new TreeMap<>(BackboneKind.problemsWithoutGroups(backbone, options, name()));
    problems.putAll(BackboneKind.problems(backbone, options, viewSizes));
    return problems;
  }

  @Override
  public Optional<String> headProblem(HeadSpecification head) {
    return head.layers().stream()
        .filter(layer -> layer instanceof GroupNorm || layer instanceof WeightStandardizedLinear)
        .findFirst()
        .map(
            layer ->
                "'%s' is a layer that backend '%s' does not have; backend 'djl' has it"
                    .formatted(layer, name()));
  }

  @Override
  public List<String> devices() {
    return DeviceChoice.of(Nd4jNatives.load()).present();
  }

  @Override
  public TrainingSession open(TrainingPlan plan, StepListener listener) {
    return new Dl4jSession(plan, DeviceChoice.prepare(plan), listener);
  }

  @Override
  public Encoder openEncoder(TrainingPlan plan, Path file) throws IOException {
    DeviceChoice.prepare(plan);
    return LoadedEncoder.open(plan, file);
  }
}
