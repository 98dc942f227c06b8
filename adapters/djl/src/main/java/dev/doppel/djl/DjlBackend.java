package dev.doppel.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.nn.Block;
import ai.djl.pytorch.jni.JniUtils;
import dev.doppel.djl.network.Backbones;
import dev.doppel.runtime.network.BackboneKind;
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
import java.util.function.Supplier;

/** Runs on DJL's PyTorch engine. */
public final class DjlBackend implements TrainingBackend {

  private static final int ANY_SIZE = 32;

  private final Supplier<Block> userBackbone;

  /** Creates the backend; for {@link java.util.ServiceLoader}. */
  public DjlBackend() {
    this(null);
  }

  /** A backend for a recipe whose backbone, whatever its name there, is the user's own. */
  DjlBackend(Supplier<Block> userBackbone) {
    this.userBackbone = userBackbone;
  }

  @Override
  public String name() {
    return "djl";
  }

  @Override
  public Map<String, List<Option<?>>> backbones() {
    return BackboneKind.options();
  }

  @Override
  public boolean hasBatchNorm(String backbone, Options options) {
    if (userBackbone != null) {
      return BatchNormParts.isIn(userBackbone.get());
    }
    // Neither size nor channels nor the seed decide which layers there are.
    return BackboneKind.of(backbone).transformer().isEmpty()
        && BatchNormParts.isIn(Backbones.build(backbone, options, ANY_SIZE, 1, 0));
  }

  @Override
  public Map<String, String> backboneProblems(
      String backbone, Options options, List<Integer> viewSizes) {
    return userBackbone == null ? BackboneKind.problems(backbone, options, viewSizes) : Map.of();
  }

  @Override
  public List<String> devices() {
    return DeviceChoice.of(PytorchEngine.start()).present();
  }

  @Override
  public TrainingSession open(TrainingPlan plan, StepListener listener) {
    Device device = prepare(plan);
    return new DjlSession(plan, device, listener);
  }

  @Override
  public Encoder openEncoder(TrainingPlan plan, Path file) throws IOException {
    return LoadedEncoder.open(plan, file, prepare(plan));
  }

  private static Device prepare(TrainingPlan plan) {
    Engine engine = PytorchEngine.start();
    if (plan.threads() > 0) {
      JniUtils.setNumThreads(plan.threads());
    }
    return DeviceChoice.of(engine).choose(plan.device());
  }
}
