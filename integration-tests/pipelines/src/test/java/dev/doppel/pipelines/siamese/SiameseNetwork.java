package dev.doppel.pipelines.siamese;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/** A user's siamese network: two views pass one encoder and one predictor. */
final class SiameseNetwork extends AbstractBlock {

  private static final int WIDTH = 64;

  private final Block encoder;
  private final Block predictor;

  SiameseNetwork(Block encoder) {
    this.encoder = addChildBlock("encoder", encoder);
    this.predictor = addChildBlock("predictor", linear(32).add(units(WIDTH)));
  }

  static Block encoder() {
    return linear(256).add(linear(128)).add(units(WIDTH)).add(BatchNorm.builder().build());
  }

  private static SequentialBlock linear(int width) {
    return new SequentialBlock()
        .add(units(width))
        .add(BatchNorm.builder().build())
        .add(Activation.reluBlock());
  }

  private static Block units(int width) {
    return Linear.builder().setUnits(width).build();
  }

  /** Both views' predictions, and both views' embeddings. */
  @Override
  protected NDList forwardInternal(
      ParameterStore parameters,
      NDList views,
      boolean training,
      PairList<String, Object> arguments) {
    NDArray first = pass(encoder, parameters, views.get(0), training);
    NDArray second = pass(encoder, parameters, views.get(1), training);
    return new NDList(
        pass(predictor, parameters, first, training),
        pass(predictor, parameters, second, training),
        first,
        second);
  }

  private static NDArray pass(
      Block block, ParameterStore parameters, NDArray input, boolean training) {
    return block.forward(parameters, new NDList(input), training).singletonOrThrow();
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    encoder.initialize(manager, type, inputs[0]);
    predictor.initialize(manager, type, encoder.getOutputShapes(new Shape[] {inputs[0]}));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    Shape output = new Shape(inputs[0].get(0), WIDTH);
    return new Shape[] {output, output, output, output};
  }
}
