package dev.doppel.dl4j.transformer;

import dev.doppel.dl4j.layer.MatrixMultiplication;
import dev.doppel.dl4j.layer.Scratch;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * {@link PatchEmbedding} at work. All tokens of a batch start as the same rows, the class token and
 * the bias plus positions; the projections of the patches are added.
 */
final class PatchEmbeddingLayer extends TokenLayer<PatchEmbedding> {

  static final String WEIGHT = "patch-projection.weight";
  static final String BIAS = "patch-projection.bias";
  static final String CLASS_TOKEN = "class-token";
  static final String POSITIONS = "positions";

  private static final long serialVersionUID = 1;

  private final transient Map<Integer, PositionTable> tables = new HashMap<>();
  private final transient MatrixMultiplication projection =
      new MatrixMultiplication(false, true, 1, 0);
  private final transient MatrixMultiplication weightGradient =
      new MatrixMultiplication(true, false, 1, 0);
  private final transient MatrixMultiplication product =
      new MatrixMultiplication(false, false, 1, 0);
  private final transient MatrixMultiplication spread = new MatrixMultiplication(true, false, 1, 0);
  private transient INDArray patches;
  private transient int grid;

  PatchEmbeddingLayer(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  @Override
  INDArray forward(boolean training, LayerWorkspaceMgr workspaces) {
    PatchEmbedding configuration = layerConf();
    grid = gridOf(configuration);
    int width = configuration.width();
    long batch = input.size(0);
    long count = (long) grid * grid;
    INDArray output =
        workspaces.createUninitialized(
            ArrayType.ACTIVATIONS, dataType, new long[] {batch, 1 + count, width}, 'c');
    patches = kept(training, workspaces, batch * count, configuration.pixels());
    cut(configuration);
    try (Scratch scratch = new Scratch()) {
      INDArray start = scratch.array(dataType, 1 + count, width);
      table().write(getParam(POSITIONS), start);
      start.getRow(0).addi(getParam(CLASS_TOKEN));
      afterFirst(start).addiRowVector(getParam(BIAS));
      spread.run(
          row(start), ones(batch), output.reshape('c', batch, (1 + count) * width).transpose());
      INDArray projected = scratch.array(dataType, batch * count, width);
      projection.run(weight(getParam(WEIGHT)), patches, projected.transpose());
      patchTokens(output).addi(projected.reshape('c', batch, count, width));
    }
    return output;
  }

  private int gridOf(PatchEmbedding configuration) {
    long size = input.rank() == 4 ? input.size(2) : 0;
    boolean fits =
        size > 0
            && input.size(1) == configuration.channels()
            && input.size(3) == size
            && size % configuration.patchSize() == 0;
    if (!fits) {
      throw new DL4JInvalidInputException(
          "an input of shape %s was given, but layer '%s' takes [batch, %d, size, size] with a size"
                  .formatted(
                      Arrays.toString(input.shape()),
                      configuration.getLayerName(),
                      configuration.channels())
              + " that patches of %d pixels divide".formatted(configuration.patchSize()));
    }
    return Math.toIntExact(size / configuration.patchSize());
  }

  /** Cuts the images into patches, a row each. */
  private void cut(PatchEmbedding configuration) {
    long batch = input.size(0);
    int channels = configuration.channels();
    int side = configuration.patchSize();
    try (Scratch scratch = new Scratch()) {
      INDArray pieces =
          scratch
              .contiguous(input)
              .reshape('c', batch, channels, grid, side, grid, side)
              .permute(0, 2, 4, 1, 3, 5);
      patches.reshape('c', batch, grid, grid, channels, side, side).assign(pieces);
    }
  }

  private PositionTable table() {
    return tables.computeIfAbsent(grid, side -> PositionTable.of(layerConf(), side, dataType));
  }

  private INDArray weight(INDArray array) {
    return array.reshape('c', layerConf().width(), layerConf().pixels());
  }

  private static INDArray afterFirst(INDArray rows) {
    return rows.get(NDArrayIndex.interval(1, rows.size(0)), NDArrayIndex.all());
  }

  private static INDArray patchTokens(INDArray tokens) {
    return tokens.get(
        NDArrayIndex.all(), NDArrayIndex.interval(1, tokens.size(1)), NDArrayIndex.all());
  }

  @Override
  INDArray backward(INDArray gradient, LayerWorkspaceMgr workspaces) {
    int width = layerConf().width();
    long batch = gradient.size(0);
    long count = (long) grid * grid;
    try (Scratch scratch = new Scratch()) {
      INDArray projected =
          scratch.keep(patchTokens(gradient).dup('c')).reshape('c', batch * count, width);
      weightGradient.run(patches, projected, weight(gradient(WEIGHT)).transpose());
      INDArray start = scratch.array(dataType, 1 + count, width);
      product.run(
          ones(batch),
          scratch.contiguous(gradient).reshape('c', batch, (1 + count) * width),
          row(start));
      gradient(CLASS_TOKEN).assign(start.getRow(0));
      product.run(ones(count), afterFirst(start), row(gradient(BIAS)));
      if (layerConf().learnedPositions()) {
        table().backward(start, gradient(POSITIONS));
      }
    }
    patches = null;
    return null;
  }
}
