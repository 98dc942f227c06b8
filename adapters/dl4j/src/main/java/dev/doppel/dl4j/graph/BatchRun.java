package dev.doppel.dl4j.graph;

import dev.doppel.dl4j.graph.Passes.Pass;
import dev.doppel.dl4j.parameter.PartNames;
import dev.doppel.dl4j.tensor.Nd4jArray;
import dev.doppel.runtime.tape.GradientTape;
import dev.doppel.runtime.tape.TapeScope;
import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.HeadParameter;
import dev.doppel.spi.loss.Network;
import dev.doppel.spi.loss.Stage;
import dev.doppel.spi.target.NetworkPart;
import dev.doppel.spi.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One batch on its way through the networks. What is made for it is freed when it is closed, which
 * is after the step, since the step's end still looks at outputs and loss.
 */
final class BatchRun implements AutoCloseable {

  private final GraphNetworks networks;
  private final GraphSettings settings;
  private final GradientTape<Nd4jArray> tape;
  private final TapeScope scope;
  private final List<INDArray> views;
  private final Outputs outputs;
  private final List<INDArray> joined = new ArrayList<>();
  private final List<Differentiated> differentiated = new ArrayList<>();
  private int passes;
  private Embeddings embeddings;
  private Tensor loss;

  /** A pass that gradients flow back through, with the tensors they start from. */
  private record Differentiated(PassGraph graph, Map<Stage, Tensor> starts) {}

  BatchRun(GraphNetworks networks, GradientTape<Nd4jArray> tape, List<INDArray> views) {
    this.networks = networks;
    this.settings = networks.settings();
    this.tape = tape;
    this.views = views;
    settings.roles().checkViews(views.size());
    this.scope = tape.open();
    this.outputs = new Outputs(tape);
  }

  /** Refuses a batch of one sample, which often is what is left over at the end of the data. */
  private void requireVariance() {
    Set<NetworkPart> parts = networks.onlineLayout().partsWithStatistics();
    if (!parts.isEmpty() && views.get(0).size(0) == 1) {
      throw new IllegalArgumentException(
          "a batch has 1 sample, but must have at least 2, since there is batch normalisation (in:"
              + " %s); if it is the last of the data, let the iterator drop a last batch that is not"
                  .formatted(parts.stream().map(PartNames::word).collect(Collectors.joining(", ")))
              + " full");
    }
  }

  /** Runs the passes that no gradient flows through; no workspace may be open. */
  void forwardWithoutGradients(GraphTrainer.Position position) {
    requireVariance();
    List<Integer> online = new ArrayList<>(settings.views(Network.ONLINE));
    online.removeAll(viewsWithGradients());
    run(Network.ONLINE, online, position);
    run(Network.TARGET, settings.views(Network.TARGET), position);
  }

  /** Runs all passes in evaluation mode; no workspace may be open. */
  void forwardInEvaluation() {
    for (Network network : Network.values()) {
      run(network, settings.views(network), null);
    }
  }

  /** Runs in training mode, or in evaluation mode where there is no position. */
  private void run(Network network, Collection<Integer> chosen, GraphTrainer.Position position) {
    boolean training = position != null;
    for (Pass pass : passes(chosen)) {
      List<Stage> stages = read(network, pass);
      // Two stages are one vertex where a head has no layers, and DL4J gives an output once.
      List<String> vertices =
          stages.stream().map(networks.stages(network)::get).distinct().toList();
      PassGraph graph = networks.withoutGradient(network);
      if (training) {
        graph.at(position.iteration(), position.epoch(), passes++);
      }
      INDArray[] arrays = graph.output(input(pass), training, vertices.toArray(String[]::new));
      for (Stage stage : stages) {
        int vertex = vertices.indexOf(networks.stages(network).get(stage));
        outputs.add(network, pass, stage, arrays[vertex], false);
      }
    }
  }

  /**
   * Runs the passes that gradients flow through, in an open scope of activations.
   *
   * @return the activations of the first of them, by vertex
   */
  Map<String, INDArray> forwardWithGradients(GraphTrainer.Position position) {
    Map<String, INDArray> first = null;
    Set<Stage> starts = settings.differentiatedStages();
    for (Pass pass : passes(viewsWithGradients())) {
      PassGraph graph = networks.differentiated(differentiated.size());
      graph.at(position.iteration(), position.epoch(), passes++);
      Map<String, INDArray> activations = graph.forward(input(pass));
      first = first == null ? activations : first;
      Map<Stage, Tensor> tensors = new EnumMap<>(Stage.class);
      for (Stage stage : read(Network.ONLINE, pass)) {
        INDArray copy = detached(activations.get(networks.stages(Network.ONLINE).get(stage)));
        boolean start = starts.contains(stage);
        Tensor whole = outputs.add(Network.ONLINE, pass, stage, copy, start);
        if (start) {
          tensors.put(stage, whole);
        }
      }
      differentiated.add(new Differentiated(graph, tensors));
    }
    return first;
  }

  @SuppressWarnings("try") // the scope is there for its end alone
  private static INDArray detached(INDArray array) {
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return array.dup('c');
    }
  }

  /** Computes the loss of what the passes gave; outside of workspaces. */
  double computeLoss(Function<Embeddings, Tensor> rule) {
    embeddings = outputs.embeddings(settings);
    for (HeadParameter parameter : networks.headParameters()) {
      // A copy: the optimiser moves the parameter before the step's end looks at it.
      Tensor value = outputs.keep(networks.headParameter(parameter));
      embeddings = embeddings.with(parameter, value);
    }
    loss = rule.apply(embeddings);
    return loss.item();
  }

  /** The gradients of the loss by each graph's outputs; outside of workspaces. */
  List<INDArray[]> outputGradients() {
    List<Tensor> starts = new ArrayList<>();
    differentiated.forEach(pass -> starts.addAll(pass.starts().values()));
    List<Nd4jArray> gradients = tape.gradients(loss, starts);
    List<String> names = networks.online().graph().getNetworkOutputs();
    List<INDArray[]> byPass = new ArrayList<>();
    int position = 0;
    for (Differentiated pass : differentiated) {
      INDArray[] byOutput = new INDArray[names.size()];
      for (Stage stage : pass.starts().keySet()) {
        INDArray gradient = gradients.get(position++).array();
        int output = names.indexOf(networks.online().outputs().get(stage));
        // Two stages are one output where a head has no layers.
        byOutput[output] = byOutput[output] == null ? gradient : byOutput[output].addi(gradient);
        joined.add(gradient);
      }
      byPass.add(byOutput);
    }
    return byPass;
  }

  /** Runs backwards through all passes, and leaves the sum in {@link GraphNetworks#gradients}. */
  void backward(List<INDArray[]> outputGradients, StatisticsFold fold) {
    for (int i = 0; i < differentiated.size(); i++) {
      differentiated.get(i).graph().backward(outputGradients.get(i));
      if (i > 0) {
        fold.add(networks.gradients(), networks.furtherGradients());
      }
    }
  }

  /** The graph of the first pass with gradients. */
  PassGraph firstGraph() {
    return differentiated.get(0).graph();
  }

  Embeddings embeddings() {
    return embeddings;
  }

  Tensor loss() {
    return loss;
  }

  /** The online network's output for the first view. */
  Tensor firstView(Stage stage) {
    return outputs.get(Network.ONLINE, firstView(), stage);
  }

  private int firstView() {
    return settings.views(Network.ONLINE).stream().min(Integer::compare).orElseThrow();
  }

  /** The stages of a pass that are looked at: all of the first view's, the method's of others. */
  private List<Stage> read(Network network, Pass pass) {
    boolean all = network == Network.ONLINE && pass.views().contains(firstView());
    return List.copyOf(
        all ? networks.stages(network).keySet() : new TreeSet<>(settings.stages(network)));
  }

  /** Views that pass together share statistics: one that takes gradients takes its group along. */
  private Set<Integer> viewsWithGradients() {
    Set<Integer> needed = settings.differentiatedViews();
    Set<Integer> chosen = new TreeSet<>();
    for (Pass pass : passes(settings.views(Network.ONLINE))) {
      if (pass.views().stream().anyMatch(needed::contains)) {
        chosen.addAll(pass.views());
      }
    }
    return chosen;
  }

  private List<Pass> passes(Collection<Integer> chosen) {
    return Passes.of(chosen, views, settings.batchStatistics());
  }

  @SuppressWarnings("try") // the scope is there for its end alone
  private INDArray input(Pass pass) {
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      INDArray input = pass.input(views);
      if (pass.views().size() > 1) {
        joined.add(input);
      }
      return input;
    }
  }

  @Override
  public void close() {
    scope.close();
    outputs.close();
    joined.stream().filter(INDArray::closeable).forEach(INDArray::close);
    joined.clear();
  }
}
