package dev.doppel.benchmarks;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import ai.djl.training.optimizer.Optimizer;
import dev.doppel.djl.network.Backbones;
import dev.doppel.runtime.network.BatchStatistics;
import dev.doppel.runtime.network.HeadSpecification;
import dev.doppel.runtime.network.LayerSpecification;
import dev.doppel.runtime.training.TrainingPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A method's networks by hand: DJL's own blocks after the backbone, which must be the same, and
 * weights of a last layer that are normalised where they are used.
 */
final class HandWrittenNetworks {

  private final TrainingPlan plan;
  private final ParameterStore store;
  private final NDManager manager;
  private final Chain online;
  private final Chain target;
  private final List<Parameter> trained = new ArrayList<>();
  private final List<NDArray> onlineValues = new ArrayList<>();
  private final List<NDArray> targetValues = new ArrayList<>();

  /** A network's layers; the last weights are null but for DINO and SwAV. */
  private record Chain(SequentialBlock projection, Block predictor, Parameter lastWeights) {}

  /** Outputs for the views of one size, one below the other. */
  record Group(List<Integer> views, NDArray projection, NDArray prediction) {

    /** One array a view, of predictions; views of memory. */
    NDList predictions() {
      return prediction.split(views.size());
    }
  }

  HandWrittenNetworks(Model model, MethodWorkload workload) {
    plan = workload.plan();
    manager = model.getNDManager();
    store = new ParameterStore(manager, false);
    store.setParameterServer(null, new Device[] {Device.cpu()});
    online = chain(true);
    target = workload.hasTarget() ? chain(false) : null;
    collect(trained, online);
    if (target != null) {
      pairParameters();
    }
    trained.removeIf(parameter -> !parameter.requiresGradient());
  }

  private Chain chain(boolean withPredictor) {
    SequentialBlock projection = new SequentialBlock().add(backbone());
    List<LayerSpecification> layers = new ArrayList<>(plan.projector().layers());
    if (withPredictor) {
      // SwAV's prototypes are a predictor of one layer.
      layers.addAll(isPrototypes(plan.predictor()) ? plan.predictor().layers() : List.of());
    }
    int units = 0;
    for (LayerSpecification layer : layers) {
      if (layer instanceof LayerSpecification.WeightNormLinear last) {
        units = last.units();
      } else if (layer instanceof LayerSpecification.Prototypes last) {
        units = last.units();
      } else {
        projection.add(block(layer));
      }
    }
    Shape input = new Shape(plan.batchSize(), plan.channels(), plan.imageSize(), plan.imageSize());
    projection.initialize(manager, DataType.FLOAT32, input);
    Shape output = projection.getOutputShapes(new Shape[] {input})[0];
    if (units > 0) {
      Block last = Linear.builder().setUnits(units).optBias(false).build();
      last.initialize(manager, DataType.FLOAT32, output);
      return new Chain(projection, null, last.getParameters().valueAt(0));
    }
    if (!withPredictor || plan.predictor().layers().isEmpty()) {
      return new Chain(projection, null, null);
    }
    SequentialBlock predictor = new SequentialBlock();
    plan.predictor().layers().forEach(layer -> predictor.add(block(layer)));
    predictor.initialize(manager, DataType.FLOAT32, output);
    return new Chain(projection, predictor, null);
  }

  private static boolean isPrototypes(HeadSpecification head) {
    return head.layers().stream().anyMatch(LayerSpecification.Prototypes.class::isInstance);
  }

  private Block backbone() {
    return Backbones.build(
        plan.backbone(), plan.backboneOptions(), plan.imageSize(), plan.channels(), plan.seed());
  }

  private static Block block(LayerSpecification layer) {
    if (layer instanceof LayerSpecification.Linear linear) {
      return Linear.builder().setUnits(linear.units()).optBias(linear.bias()).build();
    }
    if (layer instanceof LayerSpecification.BatchNorm norm) {
      return BatchNorm.builder().optScale(norm.affine()).optCenter(norm.affine()).build();
    }
    if (layer instanceof LayerSpecification.Relu) {
      return Activation.reluBlock();
    }
    if (layer instanceof LayerSpecification.Gelu) {
      return Activation.geluBlock();
    }
    if (layer instanceof LayerSpecification.L2Normalize) {
      return LambdaBlock.singleton(array -> array.normalize(2, 1));
    }
    throw new IllegalArgumentException("no layer by hand for " + layer);
  }

  private static void collect(List<Parameter> parameters, Chain chain) {
    parameters.addAll(chain.projection().getParameters().values());
    if (chain.predictor() != null) {
      parameters.addAll(chain.predictor().getParameters().values());
    }
    if (chain.lastWeights() != null) {
      parameters.add(chain.lastWeights());
    }
  }

  private void pairParameters() {
    List<Parameter> targets = new ArrayList<>();
    collect(targets, target);
    List<Parameter> sources = new ArrayList<>();
    collect(sources, new Chain(online.projection(), null, online.lastWeights()));
    for (int i = 0; i < targets.size(); i++) {
      Parameter source = sources.get(i);
      source.getArray().copyTo(targets.get(i).getArray());
      targets.get(i).freeze(true);
      if (source.requiresGradient()) {
        onlineValues.add(source.getArray().stopGradient());
        targetValues.add(targets.get(i).getArray().stopGradient());
      }
    }
  }

  /** The online network's outputs for all views. */
  List<Group> online(NDList views) {
    return forward(online, views);
  }

  /** The target network's outputs for the first views. */
  List<Group> target(NDList views, int from, int to) {
    return forward(target, new NDList(views.subList(from, to)));
  }

  private List<Group> forward(Chain chain, NDList views) {
    Map<Object, List<Integer>> bySize = new LinkedHashMap<>();
    for (int view = 0; view < views.size(); view++) {
      boolean alone = plan.batchStatistics() == BatchStatistics.PER_VIEW;
      Object key = alone ? (Object) view : views.get(view).getShape();
      bySize.computeIfAbsent(key, ignored -> new ArrayList<>()).add(view);
    }
    List<Group> groups = new ArrayList<>();
    for (List<Integer> alike : bySize.values()) {
      NDList parts = new NDList();
      alike.forEach(view -> parts.add(views.get(view)));
      NDArray input = parts.size() == 1 ? parts.head() : NDArrays.concat(parts);
      NDArray projection = forward(chain.projection(), input);
      groups.add(new Group(alike, projection, prediction(chain, projection)));
    }
    return groups;
  }

  private NDArray prediction(Chain chain, NDArray projection) {
    if (chain.lastWeights() != null) {
      NDArray weights = chain.lastWeights().getArray();
      boolean hasUnitRows = isPrototypes(plan.predictor());
      return Linear.linear(projection, hasUnitRows ? weights : weights.normalize(2, 1))
          .singletonOrThrow();
    }
    return chain.predictor() == null ? projection : forward(chain.predictor(), projection);
  }

  private NDArray forward(Block block, NDArray input) {
    return block.forward(store, new NDList(input), true).singletonOrThrow();
  }

  /** Brings SwAV's prototypes to unit length, in place. */
  void normalizePrototypes(NDManager scope) {
    NDArray weights = online.lastWeights().getArray().stopGradient();
    weights.attach(scope);
    weights.divi(weights.norm(new int[] {1}, true));
  }

  void update(Optimizer optimizer) {
    for (Parameter parameter : trained) {
      NDArray array = parameter.getArray();
      try (NDArray gradient = array.getGradient()) {
        optimizer.update(parameter.getId(), array, gradient);
      }
    }
  }

  void moveTarget(double momentum) {
    for (int i = 0; i < targetValues.size(); i++) {
      try (NDArray change = onlineValues.get(i).mul(1 - momentum)) {
        targetValues.get(i).muli(momentum).addi(change);
      }
    }
  }
}
