package dev.doppel.djl;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.nn.Block;
import ai.djl.pytorch.jni.JniUtils;
import dev.doppel.djl.network.Backbones;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.training.Encoder;
import dev.doppel.runtime.training.TrainingBackend;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.runtime.training.TrainingSession;
import dev.doppel.runtime.training.ViewBlock;
import dev.doppel.spi.option.Option;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs on DJL's PyTorch engine. */
public final class DjlBackend implements TrainingBackend {

  /** The only engine of DJL that trains and is still developed. */
  static final String ENGINE = "PyTorch";

  /** Creates the backend; for {@link java.util.ServiceLoader}. */
  public DjlBackend() {}

  @Override
  public String name() {
    return "djl";
  }

  @Override
  public Map<String, List<Option<?>>> backbones() {
    return Backbones.options();
  }

  @Override
  public List<String> devices() {
    return DeviceChoice.present(Engine.getEngine(ENGINE));
  }

  @Override
  public TrainingSession open(TrainingPlan plan, StepListener listener) {
    Device device = prepare(plan);
    return new DjlSession(plan, device, listener);
  }

  @Override
  public Encoder openEncoder(TrainingPlan plan, Path file) throws IOException {
    Device device = prepare(plan);
    int size = plan.views().views().get(0).size();
    Block backbone =
        Backbones.build(plan.backbone(), plan.backboneOptions(), size, plan.seed());
    Model model = Model.newInstance("encoder", device, ENGINE);
    model.setBlock(backbone);
    String name = String.valueOf(file.getFileName()).replaceFirst("-\\d{4}\\.params$", "");
    try {
      model.load(file.toAbsolutePath().getParent(), name);
    } catch (MalformedModelException e) {
      model.close();
      throw new IOException(
          "cannot read encoder %s: it is not a DJL model of backbone '%s'"
              .formatted(file, plan.backbone()),
          e);
    }
    return new LoadedEncoder(model, new DjlEncoder(backbone, model.getNDManager()));
  }

  private static Device prepare(TrainingPlan plan) {
    Engine engine = Engine.getEngine(ENGINE);
    if (plan.threads() > 0) {
      JniUtils.setNumThreads(plan.threads());
    }
    return DeviceChoice.choose(engine, plan.device());
  }

  private static final class LoadedEncoder implements Encoder {

    private final Model model;
    private final DjlEncoder encoder;
    private int width;

    LoadedEncoder(Model model, DjlEncoder encoder) {
      this.model = model;
      this.encoder = encoder;
    }

    @Override
    public float[][] embed(ViewBlock block) {
      float[][] rows = encoder.embed(block);
      width = rows[0].length;
      return rows;
    }

    @Override
    public int width() {
      return width;
    }

    @Override
    public void close() {
      model.close();
    }
  }
}
