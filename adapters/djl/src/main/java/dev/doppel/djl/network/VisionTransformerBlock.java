package dev.doppel.djl.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.doppel.djl.network.TransformerPass.Outputs;
import dev.doppel.runtime.network.StochasticDepth;
import dev.doppel.runtime.network.TransformerWeights;
import dev.doppel.runtime.network.VisionTransformer;
import java.util.Map;

/**
 * A {@link VisionTransformer} from images {@code [batch, channels, size, size]}, of any size that
 * patches divide, to the class token's output {@code [batch, width]}. Parameters have the names,
 * the layout and the order of {@link TransformerWeights}.
 */
public final class VisionTransformerBlock extends AbstractBlock {

  private static final byte VERSION = 1;

  private final VisionTransformer network;
  private final long seed;
  private final PositionArrays positions;
  private final StochasticDepth depth;
  private long trainingPasses;

  VisionTransformerBlock(VisionTransformer network, long seed) {
    super(VERSION);
    this.network = network;
    this.seed = seed;
    this.positions = new PositionArrays(network);
    this.depth = new StochasticDepth(network, seed);
    for (String name : TransformerWeights.shapes(network).keySet()) {
      addParameter(Parameter.builder().setName(name).setType(type(name)).build());
    }
  }

  /**
   * Class token and positions are added to tokens, as a bias is: weight decay leaves them alone.
   */
  private static Parameter.Type type(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "weight" -> Parameter.Type.WEIGHT;
      case "scale" -> Parameter.Type.GAMMA;
      case "shift" -> Parameter.Type.BETA;
      default -> Parameter.Type.BIAS;
    };
  }

  /**
   * How often this block was run in training mode, which its chance depends on.
   *
   * @return the number of passes in which branches could be skipped
   */
  public long trainingPasses() {
    return trainingPasses;
  }

  /**
   * Goes on where a block was that has been run before.
   *
   * @param passes its {@link #trainingPasses}
   */
  public void resumeAfter(long passes) {
    trainingPasses = passes;
  }

  @Override
  protected void prepare(Shape[] inputShapes) {
    Map<String, TransformerWeights.Parameter> weights = TransformerWeights.draw(network, seed);
    parameters.forEach(
        (name, parameter) -> {
          parameter.setShape(new Shape(weights.get(name).shape()));
          // Each is asked for once, so what was drawn need not stay in the heap.
          parameter.setInitializer(
              (manager, shape, type) -> array(manager, weights.remove(name), shape, type));
        });
  }

  private static NDArray array(
      NDManager manager, TransformerWeights.Parameter weights, Shape shape, DataType type) {
    NDArray floats = HostArrays.copy(manager, weights.values(), shape);
    if (type == DataType.FLOAT32) {
      return floats;
    }
    try (floats) {
      return floats.toType(type, true);
    }
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameterStore,
      NDList inputs,
      boolean training,
      PairList<String, Object> parameterPairs) {
    Outputs outputs = run(parameterStore, inputs.singletonOrThrow(), training);
    outputs.attention().close();
    return new NDList(outputs.embedding());
  }

  /**
   * What the class token looks at in the last block, in evaluation mode.
   *
   * @param parameterStore where the parameters are
   * @param images {@code [batch, channels, size, size]}
   * @return weights that sum to 1, {@code [batch, heads, 1 + grid * grid]}, the class token's own
   *     first
   */
  public NDArray attention(ParameterStore parameterStore, NDArray images) {
    Outputs outputs = run(parameterStore, images, false);
    outputs.embedding().close();
    try (NDArray weights = outputs.attention()) {
      return weights.reshape(images.size(0), network.heads(), weights.size(2));
    }
  }

  private Outputs run(ParameterStore parameterStore, NDArray images, boolean training) {
    int grid = grid(images.getShape());
    try (ParameterArrays arrays =
            new ParameterArrays(parameters, parameterStore, images.getDevice(), training);
        BranchFactors factors = training ? factors(images) : BranchFactors.none()) {
      TransformerPass pass = new TransformerPass(network, arrays::of, factors);
      NDManager owner = parameters.get("class-token").getArray().getManager();
      if (!network.learnedPositions()) {
        return pass.run(images, grid, positions.fixed(grid, owner));
      }
      NDArray learned = arrays.of("positions");
      if (grid == network.grid()) {
        return pass.run(images, grid, learned);
      }
      try (NDArray interpolated = positions.interpolation(grid, owner).matMul(learned)) {
        return pass.run(images, grid, interpolated);
      }
    }
  }

  /** A target's parameters are frozen: its outputs are what others learn, not chance's. */
  private BranchFactors factors(NDArray images) {
    boolean isTrained = parameters.values().stream().anyMatch(Parameter::requiresGradient);
    if (!depth.isActive() || !isTrained) {
      return BranchFactors.none();
    }
    return BranchFactors.draw(
        network, depth, trainingPasses++, images.size(0), images.getManager());
  }

  private int grid(Shape images) {
    if (images.dimension() != 4
        || images.get(1) != network.channels()
        || images.get(2) != images.get(3)) {
      throw new IllegalArgumentException(
          "a vision transformer for %d channels takes images of [batch, %d, size, size], not %s"
              .formatted(network.channels(), network.channels(), images));
    }
    return network.grid(Math.toIntExact(images.get(2)));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    grid(inputShapes[0]);
    return new Shape[] {new Shape(inputShapes[0].get(0), network.width())};
  }
}
