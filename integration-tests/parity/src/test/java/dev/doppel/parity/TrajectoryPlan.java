package dev.doppel.parity;

import dev.doppel.runtime.network.BatchStatistics;
import dev.doppel.runtime.network.HeadSpecification;
import dev.doppel.runtime.network.LayerSpecification;
import dev.doppel.runtime.optimizer.OptimizerPlan;
import dev.doppel.runtime.plugin.ExtensionKind;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.step.Method;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.spi.loss.Network;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.target.TargetUpdate;
import dev.doppel.spi.target.TargetUpdateFactory;
import dev.doppel.spi.view.ViewKind;
import dev.doppel.spi.view.ViewPolicy;
import dev.doppel.spi.view.ViewSpecification;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A golden trajectory as a run. */
final class TrajectoryPlan {

  /** Parameters of the run, which are not options of the loss or of a target shaper. */
  private static final Set<String> RUN_PARAMETERS =
      Set.of("learning_rate", "momentum", "prototypes", "global_crops", "local_crops");

  private static final String GLOBAL_CROPS = "global_crops";

  private TrajectoryPlan() {}

  static TrainingPlan of(GoldenTrajectory golden, InstalledMethods methods) {
    Map<String, String> parameters = new HashMap<>(golden.parameters());
    parameters.keySet().removeAll(RUN_PARAMETERS);
    InstalledMethods.InstalledMethod installed = methods.create(golden.method(), parameters);
    Method method =
        new Method(
            installed.loss(), update(golden), installed.shaper(), List.of(), List.of(), true, true);
    List<GoldenTensor> views = golden.batches().get(0);
    boolean multiCrop = golden.parameters().containsKey(GLOBAL_CROPS);
    int global = multiCrop ? (int) golden.parameter(GLOBAL_CROPS) : views.size();
    return new TrainingPlan(
        method,
        "golden",
        Options.defaults(List.of()),
        head(golden.layers().get("projector")),
        head(golden.layers().get("predictor")),
        BatchStatistics.PER_VIEW,
        OptimizerPlan.sgd(golden.parameter("learning_rate"), 0),
        policy(views, global),
        golden.inputChannels(),
        views.get(0).shape().size(0),
        golden.steps(),
        golden.steps(),
        0,
        "cpu",
        0,
        Network.ONLINE);
  }

  private static TargetUpdate update(GoldenTrajectory golden) {
    boolean ema = golden.parameters().containsKey("momentum");
    TargetUpdateFactory factory =
        PluginRegistry.discover()
            .find(ExtensionKind.TARGET_UPDATE, ema ? "ema" : "none", "the trajectory")
            .factory();
    Map<String, String> options =
        ema
            ? Map.of(
                "momentum", golden.parameters().get("momentum"),
                "schedule", "cosine",
                "phase", "after-optimizer")
            : Map.of();
    return factory.create(Options.parse(factory.options(), options));
  }

  private static ViewPolicy policy(List<GoldenTensor> views, int global) {
    List<ViewSpecification> specifications = new ArrayList<>();
    for (int view = 0; view < views.size(); view++) {
      ViewKind kind = view < global ? ViewKind.GLOBAL : ViewKind.LOCAL;
      int size = views.get(view).shape().size(-1);
      specifications.add(new ViewSpecification("view " + view, kind, size, List.of()));
    }
    return new ViewPolicy(specifications);
  }

  private static HeadSpecification head(List<GoldenLayer> layers) {
    List<LayerSpecification> specifications = new ArrayList<>();
    for (GoldenLayer layer : layers) {
      specifications.add(
          switch (layer.type()) {
            case "linear" -> new LayerSpecification.Linear(layer.size(), layer.bias());
            case "batch_norm" -> new LayerSpecification.BatchNorm(layer.affine());
            case "relu" -> new LayerSpecification.Relu();
            case "l2_normalize" -> new LayerSpecification.L2Normalize();
            default -> throw new IllegalArgumentException("no head layer for " + layer);
          });
    }
    return new HeadSpecification(specifications);
  }
}
