package dev.doppel.djl;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.PairList;
import dev.doppel.djl.network.Backbones;
import dev.doppel.runtime.metric.MatrixProduct;
import dev.doppel.runtime.training.AttentionMaps;
import dev.doppel.runtime.training.Encoder;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.runtime.training.ViewBlock;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A backbone with parameters of its own: read back from its model file, or copied. */
final class LoadedEncoder implements Encoder {

  private final Model model;
  private final DjlEncoder encoder;
  private final int width;

  private LoadedEncoder(Model model, DjlEncoder encoder, int width) {
    this.model = model;
    this.encoder = encoder;
    this.width = width;
  }

  static LoadedEncoder open(TrainingPlan plan, Path file, Device device) throws IOException {
    int size = plan.imageSize();
    Shape input = new Shape(1, plan.channels(), size, size);
    Model model = Model.newInstance("encoder", device, PytorchEngine.NAME);
    Block backbone = backbone(plan, size);
    try {
      model.setBlock(backbone);
      String name = String.valueOf(file.getFileName()).replaceFirst("-\\d{4}\\.params$", "");
      model.load(file.toAbsolutePath().getParent(), name);
      // DJL says nothing where the file is not one of its own, and takes parameters of any shape.
      if (!backbone.isInitialized()) {
        throw new MalformedModelException("nothing was read");
      }
      checkShapes(plan, fresh(plan, size, model, input), backbone);
    } catch (MalformedModelException | IOException e) {
      model.close();
      throw new IOException("cannot read encoder %s: %s".formatted(file, reason(plan, e)), e);
    }
    int width = Math.toIntExact(backbone.getOutputShapes(new Shape[] {input})[0].size());
    return new LoadedEncoder(model, new DjlEncoder(backbone, model.getNDManager()), width);
  }

  /**
   * Copies a backbone of a run, with the batch-norm statistics of images in place of its own; empty
   * if it has none, or there are no images to take them from.
   */
  static Optional<Encoder> calibrated(
      TrainingPlan plan, Block original, Device device, Iterable<ViewBlock> images) {
    if (BatchNormCalibration.statistics(original).isEmpty()) {
      return Optional.empty();
    }
    int size = plan.imageSize();
    Shape input = new Shape(1, plan.channels(), size, size);
    Model model = Model.newInstance("encoder", device, PytorchEngine.NAME);
    NDManager manager = model.getNDManager();
    Block copy = fresh(plan, size, model, input);
    model.setBlock(copy);
    copyParameters(original, copy);
    if (!BatchNormCalibration.calibrate(copy, Backbones.batchNormMomentum(), manager, images)) {
      model.close();
      return Optional.empty();
    }
    int width = Math.toIntExact(copy.getOutputShapes(new Shape[] {input})[0].size());
    return Optional.of(new LoadedEncoder(model, new DjlEncoder(copy, manager), width));
  }

  private static void copyParameters(Block original, Block copy) {
    PairList<String, Parameter> sources = original.getParameters();
    PairList<String, Parameter> targets = copy.getParameters();
    for (int i = 0; i < sources.size(); i++) {
      targets.valueAt(i).freeze(true);
      // Detached arrays share the storage, and writing to it needs no gradients.
      try (NDArray source = sources.valueAt(i).getArray().stopGradient();
          NDArray target = targets.valueAt(i).getArray().stopGradient()) {
        target.set(new NDIndex("..."), source);
      }
    }
  }

  private static Block backbone(TrainingPlan plan, int size) {
    return Backbones.build(
        plan.backbone(), plan.backboneOptions(), size, plan.channels(), plan.seed());
  }

  private static Block fresh(TrainingPlan plan, int size, Model model, Shape input) {
    Block block = backbone(plan, size);
    block.initialize(model.getNDManager(), DataType.FLOAT32, input);
    return block;
  }

  private static void checkShapes(TrainingPlan plan, Block expected, Block found)
      throws MalformedModelException, IOException {
    PairList<String, Parameter> expectedParameters = expected.getParameters();
    PairList<String, Parameter> foundParameters = found.getParameters();
    if (expectedParameters.size() != foundParameters.size()) {
      throw new MalformedModelException("it has other parameters");
    }
    for (int i = 0; i < expectedParameters.size(); i++) {
      Shape shape = expectedParameters.valueAt(i).getShape();
      Shape read = foundParameters.valueAt(i).getShape();
      if (!read.equals(shape)) {
        int size = plan.imageSize();
        throw new IOException(
            ("its parameter '%s' is %s, but %s in backbone '%s' for images of %d x %d x %d; leave"
                    + " settings as they were trained")
                .formatted(
                    foundParameters.keyAt(i),
                    read,
                    shape,
                    plan.backbone(),
                    plan.channels(),
                    size,
                    size));
      }
    }
  }

  private static String reason(TrainingPlan plan, Exception failure) {
    if (failure instanceof MalformedModelException) {
      return "it is not a DJL model of backbone '%s'".formatted(plan.backbone());
    }
    return failure instanceof EOFException ? "it ends too early" : failure.getMessage();
  }

  @Override
  public float[][] embed(ViewBlock block) {
    return encoder.embed(block);
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public Optional<AttentionMaps> attention(ViewBlock block) {
    return encoder.attention(block);
  }

  @Override
  public MatrixProduct matrixProduct() {
    return new DjlMatrixProduct(model.getNDManager());
  }

  @Override
  public void close() {
    model.close();
  }
}
