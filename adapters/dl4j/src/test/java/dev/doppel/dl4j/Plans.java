package dev.doppel.dl4j;

import dev.doppel.runtime.network.BatchStatistics;
import dev.doppel.runtime.network.HeadSpecification;
import dev.doppel.runtime.optimizer.OptimizerPlan;
import dev.doppel.runtime.plugin.ExtensionKind;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.step.ConfiguredGuard;
import dev.doppel.runtime.step.GuardAction;
import dev.doppel.runtime.step.Method;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.runtime.training.ViewBatch;
import dev.doppel.runtime.training.ViewBlock;
import dev.doppel.spi.guard.CollapseGuard;
import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.LossFactory;
import dev.doppel.spi.loss.Network;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.target.TargetUpdate;
import dev.doppel.spi.target.TargetUpdateFactory;
import dev.doppel.spi.view.ViewKind;
import dev.doppel.spi.view.ViewPolicy;
import dev.doppel.spi.view.ViewSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Small runs for the tests of this module: gray images of 12x12 pixels, two views. */
final class Plans {

  static final int SIZE = 12;
  static final int BATCH = 8;

  private static final HeadSpecification HEAD =
      HeadSpecification.parse("linear(16) bn relu linear(8)");
  private static final PluginRegistry PLUGINS = PluginRegistry.discover();

  private Plans() {}

  static Loss loss(String name) {
    LossFactory factory = PLUGINS.find(ExtensionKind.LOSS, name, "the test").factory();
    return factory.create(Options.defaults(factory.options()));
  }

  static TargetUpdate update(String name, Map<String, String> options) {
    TargetUpdateFactory factory =
        PLUGINS.find(ExtensionKind.TARGET_UPDATE, name, "the test").factory();
    return factory.create(Options.parse(factory.options(), options));
  }

  static Method byol() {
    return Method.of(
        loss("byol"), update("ema", Map.of("momentum", "0.9", "schedule", "constant")));
  }

  static Method simsiam() {
    return Method.of(loss("simsiam"), update("none", Map.of()));
  }

  static ConfiguredGuard<CollapseMonitor> monitor(String name) {
    var factory = PLUGINS.find(ExtensionKind.GUARD, name, "the test").factory();
    CollapseGuard guard = factory.create(Options.defaults(factory.options()));
    return new ConfiguredGuard<>(name, (CollapseMonitor) guard, GuardAction.STOP);
  }

  static TrainingPlan plan(Method method) {
    return plan(method, "cpu", BatchStatistics.PER_VIEW);
  }

  static TrainingPlan plan(Method method, String device, BatchStatistics statistics) {
    List<ViewSpecification> views = new ArrayList<>();
    views.add(new ViewSpecification("first", ViewKind.GLOBAL, SIZE, List.of()));
    views.add(new ViewSpecification("second", ViewKind.GLOBAL, SIZE, List.of()));
    return new TrainingPlan(
        method,
        "small-cnn",
        Options.parse(
            new Dl4jBackend().backbones().get("small-cnn"), Map.of("filters", "4", "layers", "2")),
        HEAD,
        HEAD,
        statistics,
        OptimizerPlan.sgd(0.05, 0.9),
        new ViewPolicy(views),
        1,
        BATCH,
        50,
        10,
        7,
        device,
        2,
        Network.ONLINE);
  }

  static ViewBatch batch(long seed) {
    return new ViewBatch(List.of(block(seed), block(seed + 1)));
  }

  static ViewBlock block(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] pixels = new float[BATCH * SIZE * SIZE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    return new ViewBlock(BATCH, 1, SIZE, pixels);
  }
}
