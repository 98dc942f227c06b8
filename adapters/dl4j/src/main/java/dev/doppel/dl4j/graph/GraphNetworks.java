package dev.doppel.dl4j.graph;

import dev.doppel.dl4j.parameter.ParameterLayout;
import dev.doppel.dl4j.parameter.ParameterSlot;
import dev.doppel.dl4j.transformer.TransformerBlock;
import dev.doppel.runtime.network.InitialWeights;
import dev.doppel.runtime.step.StepRoles;
import dev.doppel.spi.loss.HeadParameter;
import dev.doppel.spi.loss.Network;
import dev.doppel.spi.loss.Role;
import dev.doppel.spi.loss.Stage;
import dev.doppel.spi.target.NetworkPart;
import dev.doppel.spi.target.TargetInitialisation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The online and the target network: their configurations, parameters and passes. */
final class GraphNetworks {

  private final GraphSettings settings;
  private final ComputationGraphConfiguration backbone;
  private final HeadedConfiguration online;
  private final HeadedConfiguration target;
  private final INDArray onlineParameters;
  private final INDArray targetParameters;
  private final ParameterLayout onlineLayout;
  private final ParameterLayout targetLayout;
  private final PrototypeRows onlinePrototypes;

  /** Asked for once: a plugin's answer is the same at each step. */
  private final Set<HeadParameter> headParameters;

  private final PrototypeRows targetPrototypes;
  private final long backboneLength;
  private final List<PassGraph> differentiated = new ArrayList<>();
  private PassGraph onlineWithoutGradient;
  private PassGraph targetPass;
  private INDArray firstGradients;
  private INDArray furtherGradients;

  /**
   * Puts heads on a user's network.
   *
   * @param user the user's network, initialized; not changed
   * @param output the shape of its output for one sample, batch axis first
   * @param independent makes the backbone of a target that does not start as a copy
   */
  GraphNetworks(
      GraphSettings settings,
      ComputationGraph user,
      long[] output,
      Supplier<ComputationGraph> independent) {
    this.settings = settings;
    this.backbone = user.getConfiguration();
    this.online =
        HeadedConfiguration.of(
            backbone,
            output,
            new HeadedConfiguration.HeadsOnTop(
                settings.projector(), settings.predictor(), settings.lastStage(Network.ONLINE)),
            settings.differentiatedStages());
    ComputationGraph initial = new ComputationGraph(online.graph().clone());
    initial.init();
    // A vector of one axis: with DL4J's own row, every step would copy the parameters to
    // themselves.
    this.onlineParameters = initial.params().dup();
    this.onlineLayout = ParameterLayout.of(initial);
    this.backboneLength = begin(user, onlineParameters, onlineLayout);
    InitialWeights weights = InitialWeights.ofHeads(settings.seed());
    drawHeads(onlineLayout, onlineParameters, weights);
    if (settings.hasTarget()) {
      this.target =
          HeadedConfiguration.of(
              backbone,
              output,
              new HeadedConfiguration.HeadsOnTop(
                  settings.projector(), Head.none(), settings.lastStage(Network.TARGET)),
              List.of(settings.lastStage(Network.TARGET)));
      TransformerBlock.keepAllBranches(target.graph());
      ComputationGraphConfiguration own = target.graph().clone();
      own.getDefaultConfiguration().setSeed(own.getDefaultConfiguration().getSeed() + 1);
      ComputationGraph initialTarget = new ComputationGraph(own);
      initialTarget.init();
      this.targetParameters = initialTarget.params().dup();
      this.targetLayout = ParameterLayout.of(initialTarget);
      startTarget(independent, weights);
    } else {
      this.target = null;
      this.targetParameters = null;
      this.targetLayout = null;
    }
    requireEqualWidths();
    this.onlinePrototypes = new PrototypeRows(online.graph(), onlineLayout);
    this.targetPrototypes = target == null ? null : new PrototypeRows(target.graph(), targetLayout);
    this.headParameters = settings.method().headParameters();
    if (!headParameters.isEmpty()) {
      onlinePrototypes.predictor();
    }
  }

  /** What a loss compares is equally wide; a recipe's heads were checked with the recipe. */
  private void requireEqualWidths() {
    OptionalInt predictions = width(Role.PREDICTION);
    OptionalInt targets = width(Role.TARGET);
    if (predictions.isPresent() && targets.isPresent() && !predictions.equals(targets)) {
      throw new IllegalArgumentException(
          "the predictor's output has %d columns, but the targets that it is compared with have %d;"
                  .formatted(predictions.getAsInt(), targets.getAsInt())
              + " end the predictor as wide as the projector");
    }
  }

  private OptionalInt width(Role role) {
    return settings.roles().requirements().stream()
        .map(StepRoles.ResolvedRole::requirement)
        .filter(requirement -> requirement.role() == role)
        .mapToInt(
            requirement ->
                (settings.passOf(requirement) == Network.TARGET ? target : online)
                    .widths()
                    .get(requirement.stage()))
        .findFirst();
  }

  private void drawHeads(ParameterLayout layout, INDArray vector, InitialWeights weights) {
    drawHead(settings.projector(), NetworkPart.PROJECTOR, layout, vector, weights);
    drawHead(settings.predictor(), NetworkPart.PREDICTOR, layout, vector, weights);
  }

  private static void drawHead(
      Head head,
      NetworkPart part,
      ParameterLayout layout,
      INDArray vector,
      InitialWeights weights) {
    head.ofRecipe().ifPresent(recipes -> Weights.draw(layout, part, recipes, vector, weights));
  }

  private void startTarget(Supplier<ComputationGraph> independent, InitialWeights weights) {
    if (!targetLayout.isPrefixOf(onlineLayout)) {
      throw new IllegalStateException(
          "DL4J lays out the target's parameters in another order than the online network's");
    }
    if (settings.method().targetInitialisation() == TargetInitialisation.COPY_OF_ONLINE) {
      targetParameters.assign(
          new ParameterLayout.Range(0, targetLayout.length()).in(onlineParameters));
    } else {
      begin(independent.get(), targetParameters, targetLayout);
      drawHeads(targetLayout, targetParameters, weights);
    }
  }

  /** Copies a network's parameters to the beginning of a vector. */
  private static long begin(ComputationGraph network, INDArray vector, ParameterLayout layout) {
    ParameterLayout own = ParameterLayout.of(network);
    if (!own.isPrefixOf(layout)) {
      throw new IllegalStateException(
          "DL4J lays out the network's parameters in another order once heads are added");
    }
    if (own.length() > 0) {
      new ParameterLayout.Range(0, own.length()).in(vector).assign(network.params());
    }
    return own.length();
  }

  GraphSettings settings() {
    return settings;
  }

  HeadedConfiguration online() {
    return online;
  }

  INDArray onlineParameters() {
    return onlineParameters;
  }

  INDArray targetParameters() {
    return targetParameters;
  }

  ParameterLayout onlineLayout() {
    return onlineLayout;
  }

  ParameterLayout targetLayout() {
    return targetLayout;
  }

  /** The vertices of the stages of a network's pass. */
  Map<Stage, String> stages(Network pass) {
    return (pass == Network.TARGET ? target : online).stages();
  }

  /** Brings a network's prototypes to unit length, as its forward passes take them to be. */
  void normalisePrototypes(Network network) {
    if (network == Network.ONLINE) {
      onlinePrototypes.normalise(onlineParameters);
    } else if (target != null) {
      targetPrototypes.normalise(targetParameters);
    }
  }

  /** The parameters of heads that the method asks for. */
  Set<HeadParameter> headParameters() {
    return headParameters;
  }

  /** A copy of a parameter of the online network's heads. */
  INDArray headParameter(HeadParameter parameter) {
    return switch (parameter) {
      case PROTOTYPES -> onlinePrototypes.ofPredictor(onlineParameters);
    };
  }

  /** The gradients of the passes so far. */
  INDArray gradients() {
    if (firstGradients == null) {
      firstGradients = Nd4j.create(DataType.FLOAT, onlineLayout.length());
    }
    return firstGradients;
  }

  /** Where all passes but the first write their gradients, one after another. */
  INDArray furtherGradients() {
    if (furtherGradients == null) {
      furtherGradients = Nd4j.create(DataType.FLOAT, onlineLayout.length());
    }
    return furtherGradients;
  }

  /** The graph for a pass with gradients; passes at the same time need different ones. */
  @SuppressWarnings("try") // the scope is there for its end alone
  PassGraph differentiated(int index) {
    // Made when it is first needed, which is within a step's workspace, but for the whole run.
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      while (differentiated.size() <= index) {
        PassGraph pass = pass(online, onlineParameters, true);
        pass.writeGradientsTo(differentiated.isEmpty() ? gradients() : furtherGradients());
        differentiated.add(pass);
      }
      return differentiated.get(index);
    }
  }

  /** The graph for passes without gradients. */
  PassGraph withoutGradient(Network network) {
    if (network == Network.TARGET && target != null) {
      if (targetPass == null) {
        targetPass = pass(target, targetParameters, false);
      }
      return targetPass;
    }
    if (onlineWithoutGradient == null) {
      onlineWithoutGradient = pass(online, onlineParameters, false);
    }
    return onlineWithoutGradient;
  }

  private static PassGraph pass(
      HeadedConfiguration configuration, INDArray parameters, boolean differentiated) {
    Set<String> read = new LinkedHashSet<>(configuration.stages().values());
    return new PassGraph(configuration.graph().clone(), parameters, differentiated, read);
  }

  /** A network's parameters by name, in their shapes, as views. */
  Map<String, INDArray> parameters(Network network) {
    boolean own = network == Network.TARGET && target != null;
    INDArray vector = own ? targetParameters : onlineParameters;
    Map<String, INDArray> parameters = new LinkedHashMap<>();
    for (ParameterSlot slot : (own ? targetLayout : onlineLayout).slots()) {
      parameters.put(slot.name(), slot.shapedIn(vector));
    }
    return parameters;
  }

  /** The user's network over the trained parameters, which it shares. */
  ComputationGraph encoder(Network network) {
    INDArray vector =
        network == Network.TARGET && target != null ? targetParameters : onlineParameters;
    ComputationGraph encoder = new ComputationGraph(backbone.clone());
    if (backboneLength > 0) {
      encoder.init(new ParameterLayout.Range(0, backboneLength).in(vector), false);
    } else {
      encoder.init();
    }
    return encoder;
  }
}
