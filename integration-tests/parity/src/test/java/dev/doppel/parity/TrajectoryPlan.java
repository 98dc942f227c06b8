package dev.doppel.parity;

import dev.doppel.runtime.network.BatchStatistics;
import dev.doppel.runtime.network.HeadSpecification;
import dev.doppel.runtime.network.LayerSpecification;
import dev.doppel.runtime.optimizer.OptimizerPlan;
import dev.doppel.runtime.plugin.ExtensionKind;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.step.ConfiguredGuard;
import dev.doppel.runtime.step.GuardAction;
import dev.doppel.runtime.step.Method;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.spi.guard.CollapseGuardFactory;
import dev.doppel.spi.guard.GradientGuard;
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
      Set.of(
          "learning_rate",
          "momentum",
          "momentum_schedule",
          "update_phase",
          "prototypes",
          "frozen_steps",
          "global_crops",
          "local_crops");

  private static final String GLOBAL_CROPS = "global_crops";
  private static final String AFTER_OPTIMIZER = "after-optimizer";

  /** What golden files call the phases of an update, and what the option does. */
  private static final Map<String, String> PHASES =
      Map.of(AFTER_OPTIMIZER, AFTER_OPTIMIZER, "before-target-forward", "before-target");

  private TrajectoryPlan() {}

  /**
   * Makes a run.
   *
   * @param golden the trajectory
   * @param methods the methods to take its own from
   * @param states gets what the loss and the shaper remember after each step: tensors by name
   * @return the run
   */
  static TrainingPlan of(
      GoldenTrajectory golden, InstalledMethods methods, Map<String, double[]> states) {
    Map<String, String> parameters = new HashMap<>(golden.parameters());
    parameters.keySet().removeAll(RUN_PARAMETERS);
    InstalledMethods.InstalledMethod installed = methods.create(golden.method(), parameters);
    Method method =
        new Method(
            new RecordedLoss(installed.loss(), golden.initialQueue(), states),
            update(golden),
            installed.shaper().map(shaper -> new RecordedShaper(shaper, states)),
            guards(golden),
            List.of(),
            true,
            true);
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
        optimizer(golden),
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

  private static OptimizerPlan optimizer(GoldenTrajectory golden) {
    return golden
        .optimizer()
        .map(GoldenOptimizer.Settings::plan)
        .orElseGet(() -> OptimizerPlan.sgd(golden.parameter("learning_rate"), 0));
  }

  private static List<ConfiguredGuard<GradientGuard>> guards(GoldenTrajectory golden) {
    List<ConfiguredGuard<GradientGuard>> guards = new ArrayList<>();
    golden.clip().ifPresent(norm -> guards.add(guard("clip", "maximum", String.valueOf(norm))));
    if (golden.frozenSteps() > 0) {
      guards.add(guard("freeze-last-layer", "steps", String.valueOf(golden.frozenSteps())));
    }
    return guards;
  }

  private static ConfiguredGuard<GradientGuard> guard(String name, String option, String value) {
    CollapseGuardFactory factory =
        PluginRegistry.discover().find(ExtensionKind.GUARD, name, "the trajectory").factory();
    Options options = Options.parse(factory.options(), Map.of(option, value));
    return new ConfiguredGuard<>(name, (GradientGuard) factory.create(options), GuardAction.WARN);
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
                "momentum",
                golden.parameters().get("momentum"),
                "schedule",
                golden.parameters().getOrDefault("momentum_schedule", "cosine"),
                "phase",
                PHASES.get(golden.parameters().getOrDefault("update_phase", AFTER_OPTIMIZER)))
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
            case "gelu" -> new LayerSpecification.Gelu();
            case "l2_normalize" -> new LayerSpecification.L2Normalize();
            case "prototypes" -> new LayerSpecification.Prototypes(layer.size());
            default -> throw new IllegalArgumentException("no head layer for " + layer);
          });
    }
    return new HeadSpecification(specifications);
  }
}
