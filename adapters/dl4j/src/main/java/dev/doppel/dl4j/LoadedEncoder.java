package dev.doppel.dl4j;

import dev.doppel.dl4j.network.Backbones;
import dev.doppel.dl4j.parameter.ParameterLayout;
import dev.doppel.runtime.metric.MatrixProduct;
import dev.doppel.runtime.training.AttentionMaps;
import dev.doppel.runtime.training.Encoder;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.runtime.training.ViewBlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;

/** A backbone that was read back from its model file. */
final class LoadedEncoder implements Encoder {

  private final ComputationGraph network;
  private final Dl4jEncoder encoder;
  private final int width;

  private LoadedEncoder(ComputationGraph network, int width) {
    this.network = network;
    this.encoder = new Dl4jEncoder(network);
    this.width = width;
  }

  static LoadedEncoder open(TrainingPlan plan, Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new IOException("cannot read encoder %s: there is no such file".formatted(file));
    }
    ComputationGraph expected = Backbones.build(plan);
    try {
      ModelArchive.require(file, expected.numParams());
    } catch (IOException e) {
      throw new IOException("%s: %s".formatted(refusal(plan, file), e.getMessage()), e);
    }
    ComputationGraph found;
    try {
      found = ModelSerializer.restoreComputationGraph(file.toFile(), false);
    } catch (IOException | RuntimeException e) {
      throw refused(plan, file, e);
    }
    ParameterLayout layout = ParameterLayout.of(expected);
    boolean same =
        layout.isPrefixOf(ParameterLayout.of(found)) && layout.length() == found.numParams();
    if (!same) {
      throw refused(plan, file, null);
    }
    long[] output = UserNetwork.outputShape(found, UserBackbone.image(plan));
    return new LoadedEncoder(found, Math.toIntExact(output[1]));
  }

  private static IOException refused(TrainingPlan plan, Path file, Exception cause) {
    return new IOException(refusal(plan, file), cause);
  }

  private static String refusal(TrainingPlan plan, Path file) {
    return "cannot read encoder %s: it is not a DL4J model of backbone '%s'"
        .formatted(file, plan.backbone());
  }

  @Override
  public float[][] embed(ViewBlock block) {
    return encoder.embed(block);
  }

  @Override
  public Optional<AttentionMaps> attention(ViewBlock block) {
    return encoder.attention(block);
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public MatrixProduct matrixProduct() {
    return new Dl4jMatrixProduct();
  }

  @Override
  public void close() {
    network.close();
  }
}
