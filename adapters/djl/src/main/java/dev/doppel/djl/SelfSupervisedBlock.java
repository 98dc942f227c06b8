package dev.doppel.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import ai.djl.util.PairList;
import dev.doppel.djl.network.PrototypesBlock;
import dev.doppel.runtime.network.InitialWeights;
import dev.doppel.runtime.step.StepRoles;
import dev.doppel.runtime.step.StepRoles.ResolvedRole;
import dev.doppel.spi.loss.HeadParameter;
import dev.doppel.spi.loss.Network;
import dev.doppel.spi.loss.Role;
import dev.doppel.spi.loss.RoleRequirement;
import dev.doppel.spi.loss.Stage;
import dev.doppel.spi.target.TargetInitialisation;
import dev.doppel.spi.target.TargetSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The online and the target network as one block. Its inputs are the views of a batch, its outputs
 * what the method's loss needs, in the order of its roles.
 */
final class SelfSupervisedBlock extends AbstractBlock {

  private static final byte VERSION = 1;

  private final NetworkSettings settings;
  private final Branch online;
  private final Branch target;
  private final BatchNormParts batchNorm;
  private final List<PrototypesBlock> onlinePrototypes;
  private final List<PrototypesBlock> targetPrototypes;
  private Runnable beforeTraining = () -> {};
  private NDList latestOutputs;
  private Map<Stage, NDArray> latestFirstView = Map.of();

  SelfSupervisedBlock(NetworkSettings settings) {
    super(VERSION);
    this.settings = settings;
    InitialWeights weights = InitialWeights.ofHeads(settings.seed());
    this.online =
        new Branch(
            addChildBlock("backbone", settings.backbone().get()),
            addChildBlock("projector", settings.projector().build(weights)),
            addChildBlock("predictor", settings.predictor().build(weights)),
            settings.collective());
    this.batchNorm = BatchNormParts.of(online);
    this.onlinePrototypes = prototypes(online.projector(), online.predictor());
    if (settings.method().targetSource() == TargetSource.OWN_NETWORK) {
      this.target =
          new Branch(
              addChildBlock("targetBackbone", settings.backbone().get()),
              addChildBlock("targetProjector", settings.projector().build(weights)),
              null,
              settings.collective());
      if (target.projector() == online.projector()) {
        throw new IllegalArgumentException(
            "the projector's supplier returned one block twice, but the online and the target"
                + " network have a projector each; let it make a new one at each call");
      }
    } else {
      this.target = null;
    }
    this.targetPrototypes = target == null ? List.of() : prototypes(target.projector());
  }

  NetworkSettings settings() {
    return settings;
  }

  Branch online() {
    return online;
  }

  /** The target network; null where it is the online one. */
  Branch target() {
    return target;
  }

  Branch branch(Network network) {
    return network == Network.TARGET && target != null ? target : online;
  }

  /** A parameter of the online network's heads, outside of any gradient. */
  NDArray headParameter(HeadParameter parameter, NDManager manager) {
    return PrototypesBlock.in(online.predictor())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the method needs %s, but the predictor has none: let it be prototypes(N)"
                        .formatted(parameter.layer())))
        .prototypes(manager);
  }

  /** What to run at the start of each forward pass in training mode. */
  void beforeTraining(Runnable action) {
    beforeTraining = action;
  }

  /** The outputs of the last forward pass in training mode; null before the first. */
  NDList latestOutputs() {
    return latestOutputs;
  }

  /** The online network's outputs for the first view in the last pass in training mode. */
  Map<Stage, NDArray> latestFirstView() {
    return latestFirstView;
  }

  void forgetLatest() {
    latestOutputs = null;
    latestFirstView = Map.of();
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      PairList<String, Object> parameterPairs) {
    if (training) {
      if (settings.collective().size() == 1) {
        batchNorm.check(inputs);
      }
      // A batch in several pieces is one step.
      boolean begins = latestOutputs == null;
      if (begins) {
        onlinePrototypes.forEach(PrototypesBlock::normalizeRows);
      }
      beforeTraining.run();
      if (begins) {
        targetPrototypes.forEach(PrototypesBlock::normalizeRows);
      }
    }
    StepRoles roles = settings.roles();
    roles.checkViews(inputs.size());
    Map<Network, Map<Integer, Map<Stage, NDArray>>> outputs = new EnumMap<>(Network.class);
    for (Network network : Network.values()) {
      Set<Integer> views = roles.views(network);
      if (!views.isEmpty()) {
        Stage last = roles.lastStage(network);
        Branch branch = branch(network);
        outputs.put(
            network,
            ViewGroups.forward(
                views,
                inputs,
                settings.batchStatistics(),
                (input, count) -> branch.forward(parameters, input, count, training, last)));
      }
    }
    NDList selected = new NDList();
    for (ResolvedRole role : roles.requirements()) {
      RoleRequirement requirement = role.requirement();
      selected.add(
          outputs.get(roles.passOf(requirement)).get(role.view()).get(requirement.stage()));
    }
    if (training) {
      latestOutputs = selected;
      latestFirstView = new TreeMap<>(outputs.get(Network.ONLINE)).firstEntry().getValue();
    }
    return selected;
  }

  private static List<PrototypesBlock> prototypes(Block... heads) {
    return Stream.of(heads).flatMap(head -> PrototypesBlock.in(head).stream()).toList();
  }

  @Override
  public void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
    boolean targetExists = target != null && target.backbone().isInitialized();
    initialize(online, manager, dataType, inputShapes[0]);
    if (target != null) {
      initialize(target, manager, dataType, inputShapes[0]);
      boolean copy =
          settings.method().targetInitialisation() == TargetInitialisation.COPY_OF_ONLINE;
      // A target that was loaded from a file is what it should be already.
      if (copy && !targetExists) {
        DjlTargetParameters.of(this).copyAll();
      }
      freeze(target.backbone());
      freeze(target.projector());
    }
    requireEqualWidths(inputShapes);
    ViewSizes.require(
        online.backbone(), manager, inputShapes[0], settings.views(), settings.roles());
  }

  /** A recipe's heads were checked with the recipe, a program's own were not. */
  private void requireEqualWidths(Shape[] inputShapes) {
    Shape[] outputs = getOutputShapes(inputShapes);
    Map<Role, Shape> byRole = new EnumMap<>(Role.class);
    List<ResolvedRole> roles = settings.roles().requirements();
    for (int i = 0; i < outputs.length; i++) {
      byRole.putIfAbsent(roles.get(i).requirement().role(), outputs[i]);
    }
    if (byRole.containsKey(Role.PREDICTION) && byRole.containsKey(Role.TARGET)) {
      HeadWidths.requireEqual(byRole.get(Role.PREDICTION), byRole.get(Role.TARGET));
    }
  }

  private static void initialize(
      Branch branch, NDManager manager, DataType dataType, Shape inputShape) {
    branch.backbone().initialize(manager, dataType, inputShape);
    Shape embedding = flat(branch.backbone().getOutputShapes(new Shape[] {inputShape})[0]);
    HeadWidths.requireInput("projector", "the backbone's output", branch.projector(), embedding);
    branch.projector().initialize(manager, dataType, embedding);
    if (branch.predictor() != null) {
      Shape projection = branch.projector().getOutputShapes(new Shape[] {embedding})[0];
      HeadWidths.requireInput(
          "predictor", "the projector's output", branch.predictor(), projection);
      branch.predictor().initialize(manager, dataType, projection);
    }
  }

  private static void freeze(Block block) {
    for (Pair<String, Parameter> parameter : block.getParameters()) {
      parameter.getValue().freeze(true);
    }
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    List<Shape> shapes = new ArrayList<>();
    for (ResolvedRole role : settings.roles().requirements()) {
      RoleRequirement requirement = role.requirement();
      int view = Math.min(role.view(), inputShapes.length - 1);
      Shape shape = flat(online.backbone().getOutputShapes(new Shape[] {inputShapes[view]})[0]);
      if (requirement.stage() != Stage.EMBEDDING) {
        shape = online.projector().getOutputShapes(new Shape[] {shape})[0];
      }
      if (requirement.stage() == Stage.PREDICTION) {
        shape = online.predictor().getOutputShapes(new Shape[] {shape})[0];
      }
      shapes.add(shape);
    }
    return shapes.toArray(Shape[]::new);
  }

  private static Shape flat(Shape shape) {
    return shape.dimension() == 2 ? shape : new Shape(shape.get(0), shape.size() / shape.get(0));
  }
}
