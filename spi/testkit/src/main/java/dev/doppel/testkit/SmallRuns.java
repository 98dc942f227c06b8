package dev.doppel.testkit;

import dev.doppel.runtime.boundary.BoundaryChecks;
import dev.doppel.runtime.boundary.MethodBoundary;
import dev.doppel.runtime.boundary.PartOrigin;
import dev.doppel.runtime.network.BatchStatistics;
import dev.doppel.runtime.network.HeadSpecification;
import dev.doppel.runtime.optimizer.OptimizerPlan;
import dev.doppel.runtime.plugin.ExtensionKind;
import dev.doppel.runtime.plugin.PluginDescriptor;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.step.ConfiguredGuard;
import dev.doppel.runtime.step.GuardAction;
import dev.doppel.runtime.step.Method;
import dev.doppel.runtime.training.TrainingBackend;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.runtime.training.ViewBatch;
import dev.doppel.runtime.training.ViewBlock;
import dev.doppel.spi.SpiVersion;
import dev.doppel.spi.guard.GradientDecision;
import dev.doppel.spi.guard.GradientGuard;
import dev.doppel.spi.guard.ParameterGradient;
import dev.doppel.spi.guard.TargetShaper;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.LossFactory;
import dev.doppel.spi.loss.Network;
import dev.doppel.spi.loss.TargetForm;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.target.TargetUpdate;
import dev.doppel.spi.target.TargetUpdateFactory;
import dev.doppel.spi.tensor.Tensor;
import dev.doppel.spi.view.ViewKind;
import dev.doppel.spi.view.ViewPolicy;
import dev.doppel.spi.view.ViewSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/**
 * Small runs for the tests of adapters: gray images of 12x12 pixels, two views, two convolutions.
 * The plugins {@code byol}, {@code simsiam} and {@code target-updates} must be on the class path.
 */
public final class SmallRuns {

  /** The height and width of an image. */
  public static final int SIZE = 12;

  /** The samples of a batch. */
  public static final int BATCH = 8;

  private static final String BACKBONE = "small-cnn";
  private static final HeadSpecification HEAD =
      HeadSpecification.parse("linear(16) bn relu linear(8)");
  private static final PluginRegistry PLUGINS = PluginRegistry.discover();

  private SmallRuns() {}

  /**
   * BYOL with a constant momentum of 0.9.
   *
   * @return a new instance
   */
  public static Method byol() {
    return Method.of(
        loss("byol"), update("ema", Map.of("momentum", "0.9", "schedule", "constant")));
  }

  /**
   * SimSiam, which has no target network.
   *
   * @return a new instance
   */
  public static Method simsiam() {
    return Method.of(loss("simsiam"), update("none", Map.of()));
  }

  /**
   * SimSiam with a guard that does something with each gradient.
   *
   * @param action what it does
   * @return a new instance
   */
  static Method guarded(Consumer<ParameterGradient> action) {
    return guarded(
        (gradients, state, step) -> {
          gradients.parameters().forEach(action);
          return new GradientDecision(true, Verdict.healthy(Map.of()), state);
        });
  }

  /**
   * SimSiam with a guard that has the optimiser leave steps out.
   *
   * @param skipped which steps, from 0
   * @return a new instance
   */
  static Method skipping(LongPredicate skipped) {
    return guarded(
        (gradients, state, step) ->
            new GradientDecision(!skipped.test(step.index()), Verdict.healthy(Map.of()), state));
  }

  private static Method guarded(GradientGuard guard) {
    Method plain = simsiam();
    return new Method(
        plain.loss(),
        plain.targetUpdate(),
        plain.targetShaper(),
        List.of(new ConfiguredGuard<>("test", guard, GuardAction.STOP)),
        List.of(),
        plain.symmetric(),
        plain.stopGradient());
  }

  /**
   * SimSiam with a plugin's shaper.
   *
   * @param stopGradient whether targets are under stop-gradient
   * @param shaping makes a target of a view's target and prediction
   */
  static Method shaped(boolean stopGradient, BinaryOperator<Tensor> shaping) {
    Method plain = simsiam();
    PluginDescriptor plugin =
        new PluginDescriptor("mixing", "0.3", SpiVersion.CURRENT, "/plugins/mixing-0.3.jar");
    return new Method(
        plain.loss(),
        plain.targetUpdate(),
        Optional.of(new MixingShaper(shaping)),
        List.of(),
        List.of(),
        plain.symmetric(),
        stopGradient,
        new MethodBoundary(
            BoundaryChecks.FULL,
            plain.boundary().loss(),
            plain.boundary().targetUpdate(),
            Optional.of(PartOrigin.of("guard 'mix'", plugin))));
  }

  /** Makes a target of a view's target and prediction. */
  private record MixingShaper(BinaryOperator<Tensor> shaping) implements TargetShaper {

    @Override
    public TargetForm form() {
      return TargetForm.VECTOR;
    }

    @Override
    public List<Tensor> shape(Embeddings raw, State state, Step step) {
      return raw.targets().entrySet().stream()
          .map(target -> shaping.apply(target.getValue(), raw.predictions().get(target.getKey())))
          .toList();
    }
  }

  private static Loss loss(String name) {
    LossFactory factory = PLUGINS.find(ExtensionKind.LOSS, name, "the test").factory();
    return factory.create(Options.defaults(factory.options()));
  }

  private static TargetUpdate update(String name, Map<String, String> options) {
    TargetUpdateFactory factory =
        PLUGINS.find(ExtensionKind.TARGET_UPDATE, name, "the test").factory();
    return factory.create(Options.parse(factory.options(), options));
  }

  /**
   * A run on the CPU with batch statistics a view.
   *
   * @param backend the platform
   * @param method the method
   * @return the run
   */
  public static TrainingPlan plan(TrainingBackend backend, Method method) {
    return plan(backend, method, Map.of());
  }

  /**
   * A run with other settings of the backbone.
   *
   * @param backend the platform
   * @param method the method
   * @param backboneOptions options of {@code small-cnn}; it has 4 filters and 2 layers otherwise
   * @return the run
   */
  public static TrainingPlan plan(
      TrainingBackend backend, Method method, Map<String, String> backboneOptions) {
    return plan(backend, method, "cpu", BatchStatistics.PER_VIEW, backboneOptions, Network.ONLINE);
  }

  /**
   * A run with another device or other batch statistics.
   *
   * @param backend the platform
   * @param method the method
   * @param device the device's name in a recipe
   * @param statistics which samples share batch statistics
   * @return the run
   */
  public static TrainingPlan plan(
      TrainingBackend backend, Method method, String device, BatchStatistics statistics) {
    return plan(backend, method, device, statistics, Map.of(), Network.ONLINE);
  }

  static TrainingPlan plan(
      TrainingBackend backend,
      Method method,
      String device,
      BatchStatistics statistics,
      Map<String, String> backboneOptions,
      Network encoder) {
    return plan(
        backend,
        method,
        OptimizerPlan.sgd(0.05, 0.9),
        device,
        statistics,
        backboneOptions,
        encoder);
  }

  /** A run on the CPU with an optimiser of its own. */
  static TrainingPlan plan(TrainingBackend backend, Method method, OptimizerPlan optimizer) {
    return plan(
        backend, method, optimizer, "cpu", BatchStatistics.PER_VIEW, Map.of(), Network.ONLINE);
  }

  private static TrainingPlan plan(
      TrainingBackend backend,
      Method method,
      OptimizerPlan optimizer,
      String device,
      BatchStatistics statistics,
      Map<String, String> backboneOptions,
      Network encoder) {
    Map<String, String> options = new HashMap<>(Map.of("filters", "4", "layers", "2"));
    options.putAll(backboneOptions);
    List<ViewSpecification> views =
        List.of(
            new ViewSpecification("first", ViewKind.GLOBAL, SIZE, List.of()),
            new ViewSpecification("second", ViewKind.GLOBAL, SIZE, List.of()));
    return new TrainingPlan(
        method,
        BACKBONE,
        Options.parse(backend.backbones().get(BACKBONE), options),
        HEAD,
        HEAD,
        statistics,
        optimizer,
        new ViewPolicy(views),
        1,
        BATCH,
        50,
        10,
        7,
        device,
        2,
        encoder);
  }

  /**
   * A batch of noise.
   *
   * @param seed the first view's seed; the second one's is the next number
   * @return both views
   */
  public static ViewBatch batch(long seed) {
    return new ViewBatch(List.of(block(seed), block(seed + 1)));
  }

  /**
   * One view of noise.
   *
   * @param seed the seed
   * @return the view, of {@link #BATCH} samples
   */
  public static ViewBlock block(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] pixels = new float[BATCH * SIZE * SIZE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    return new ViewBlock(BATCH, 1, SIZE, pixels);
  }
}
