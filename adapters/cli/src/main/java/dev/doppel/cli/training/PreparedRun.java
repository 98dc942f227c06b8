package dev.doppel.cli.training;

import dev.doppel.cli.evaluation.FeatureExtractor;
import dev.doppel.cli.failure.StorageException;
import dev.doppel.cli.failure.UsageException;
import dev.doppel.data.DataException;
import dev.doppel.data.DataOptions;
import dev.doppel.data.DataSet;
import dev.doppel.data.ImageSources;
import dev.doppel.runtime.network.VisionTransformer;
import dev.doppel.runtime.plugin.ExtensionKind;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.recipe.DataFacts;
import dev.doppel.runtime.recipe.Recipe;
import dev.doppel.runtime.recipe.RecipeResolver;
import dev.doppel.runtime.recipe.ResolvedRecipe;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.training.Encoder;
import dev.doppel.runtime.training.TrainingBackend;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.runtime.training.TrainingSession;
import dev.doppel.runtime.training.ViewBatch;
import dev.doppel.runtime.view.BatchLoader;
import dev.doppel.runtime.view.BatchPosition;
import dev.doppel.runtime.view.BatchSettings;
import dev.doppel.runtime.view.EvaluationView;
import dev.doppel.runtime.view.ViewPipeline;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.view.ViewKind;
import dev.doppel.spi.view.ViewPolicy;
import dev.doppel.spi.view.ViewSpecification;
import dev.doppel.spi.view.ViewTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A recipe with all that it names, found and checked: ready to train.
 *
 * @param resolved the recipe
 * @param data the images; with labels, always with a part to test on
 * @param plugins the plugins
 */
public record PreparedRun(ResolvedRecipe resolved, DataSet data, PluginRegistry plugins) {

  /** Set aside where a labelled set has no test part of its own; the same images each time. */
  private static final double HELD_OUT = 0.1;

  private static final long HELD_OUT_SEED = 0;

  /** More threads than these wait for the training, or for the disk. */
  private static final int MOST_THREADS = 8;

  /** Larger images tell no more as plain pixels, and take gigabytes. */
  private static final int MOST_PIXEL_SIZE = 64;

  /** What the data are opened for. */
  public enum Purpose {
    /** To train on them: there must be a batch's worth. */
    TRAINING,
    /** To show them to an encoder that is trained already: any number will do. */
    EMBEDDING
  }

  /**
   * Finds and checks what a recipe names.
   *
   * @param recipe the recipe
   * @param plugins the plugins
   * @param backends the platforms it may run on; if there are several, it names one
   * @param purpose what the data are opened for
   * @return the run, ready to train
   * @throws dev.doppel.runtime.recipe.RecipeException if anything is wrong with the recipe
   * @throws dev.doppel.runtime.plugin.PluginException if a plugin that it selects fails
   * @throws dev.doppel.data.DataException if the data cannot be opened
   * @throws UsageException if it names no data
   */
  public static PreparedRun of(
      Recipe recipe, PluginRegistry plugins, List<TrainingBackend> backends, Purpose purpose) {
    // First, so that a mistyped key is not reported as missing data.
    RecipeResolver.check(recipe, plugins, backends, DataOptions.declared());
    DataSet opened = open(recipe);
    boolean labelled = opened.train().classes() > 1;
    DataSet data = labelled && purpose == Purpose.TRAINING ? heldOut(opened) : opened;
    long samples = purpose == Purpose.TRAINING ? data.train().size() : Integer.MAX_VALUE;
    return new PreparedRun(resolve(recipe, plugins, backends, facts(data, samples)), data, plugins);
  }

  /**
   * The same recipe with another seed, on the same data.
   *
   * @param recipe what this run was prepared from
   * @param seed the seed
   * @return the run, ready to train if this one is
   */
  public PreparedRun withSeed(Recipe recipe, long seed) {
    Recipe seeded = recipe.withSettings(Map.of("seed", String.valueOf(seed)), "the seed's number");
    List<TrainingBackend> backends = List.of(resolved.backend());
    return new PreparedRun(
        resolve(seeded, plugins, backends, facts(data, data.train().size())), data, plugins);
  }

  private static ResolvedRecipe resolve(
      Recipe recipe, PluginRegistry plugins, List<TrainingBackend> backends, DataFacts facts) {
    return RecipeResolver.resolve(recipe, plugins, backends, facts, DataOptions.declared());
  }

  private static DataFacts facts(DataSet data, long samples) {
    return new DataFacts(data.train().channels(), data.train().uniformSize(), samples);
  }

  /**
   * The height and width of all images of a recipe's data.
   *
   * @param recipe the recipe
   * @return the size in pixels; 0 if they differ or are not known without reading them all
   * @throws dev.doppel.data.DataException if the data cannot be opened
   * @throws UsageException if it names no data
   */
  public static int uniformImageSize(Recipe recipe) {
    return open(recipe).train().uniformSize();
  }

  private static DataSet heldOut(DataSet data) {
    return data.heldOut(HELD_OUT, HELD_OUT_SEED);
  }

  private static DataSet open(Recipe recipe) {
    String location =
        recipe
            .value("data")
            .orElseThrow(
                () ->
                    new UsageException(
                        "no data: set the key 'data' to a path, to 'shapes' for drawn images, or"
                            + " to 'auto'"));
    Map<String, String> texts = new HashMap<>();
    for (Option<?> option : DataOptions.declared()) {
      recipe.value("data." + option.name()).ifPresent(text -> texts.put(option.name(), text));
    }
    return ImageSources.open(
        location, DataOptions.of(Options.parse(DataOptions.declared(), texts)));
  }

  /**
   * This run with a part of its data set aside to test on, if they are labelled and have none.
   *
   * @return the run
   */
  public PreparedRun withTestPart() {
    return data.train().classes() > 1 ? new PreparedRun(resolved, heldOut(data), plugins) : this;
  }

  /**
   * What is to be trained.
   *
   * @return the plan
   */
  public TrainingPlan plan() {
    return resolved.plan();
  }

  /**
   * The method's name, for people.
   *
   * @return the name of the recipe that was started from, or of the loss if there is none
   */
  public String method() {
    String recipe = setting("recipe", "");
    return plugins.all(ExtensionKind.RECIPE).stream()
        .map(registered -> registered.factory())
        .filter(preset -> preset.fullName().equals(recipe))
        .map(preset -> preset.name())
        .findFirst()
        .orElse(setting("loss", "unnamed"));
  }

  /**
   * Whether an unreadable image ends the run.
   *
   * @return whether {@code data.strict} is true
   */
  public boolean strict() {
    return Boolean.parseBoolean(setting("data.strict", "false"));
  }

  /**
   * The height and width that the encoder is evaluated at.
   *
   * @return the size of a global view, in pixels
   */
  public int imageSize() {
    return plan().imageSize();
  }

  /**
   * Starts making batches of views.
   *
   * @return the loader, which the caller closes
   */
  public BatchLoader loader() {
    return loader(0);
  }

  /**
   * Starts making batches of views where a run goes on.
   *
   * @param steps the steps before, which took a batch each
   * @return the loader, which the caller closes
   */
  BatchLoader loader(long steps) {
    int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
    BatchSettings settings =
        new BatchSettings(
            plan().batchSize(),
            plan().seed(),
            threads,
            Math.max(2, threads),
            strict(),
            new BatchPosition(
                steps / plan().stepsPerEpoch(), (int) (steps % plan().stepsPerEpoch())));
    return new BatchLoader(data.train(), pipeline(plan().views()), settings);
  }

  /**
   * The next batch of a loader, with its failures as ours.
   *
   * @param loader the loader
   * @return the batch
   * @throws DataException if an image cannot be read
   * @throws dev.doppel.runtime.plugin.PluginException if a plugin's operation fails
   * @throws UsageException if a view cannot be made for another reason
   */
  static ViewBatch next(BatchLoader loader) {
    try {
      return loader.next();
    } catch (UncheckedIOException e) {
      throw new DataException(e.getMessage(), e);
    } catch (IllegalStateException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }

  /**
   * Builds the networks.
   *
   * @param listener is told of each step
   * @return the session
   * @throws dev.doppel.runtime.training.DeviceException if the device is absent
   * @throws UsageException if the parts do not fit
   */
  TrainingSession open(StepListener listener) {
    try {
      return resolved.backend().open(plan(), listener);
    } catch (IllegalArgumentException e) {
      throw new UsageException("this cannot be built: " + e.getMessage(), e);
    }
  }

  /**
   * Reads this run's encoder.
   *
   * @param file the model file
   * @return the encoder
   * @throws dev.doppel.runtime.training.DeviceException if the device is absent
   * @throws StorageException if the file cannot be read, or is not the encoder of such a run
   */
  public Encoder openEncoder(Path file) {
    try {
      return resolved.backend().openEncoder(plan(), file);
    } catch (IOException e) {
      throw StorageException.reading(file, e);
    }
  }

  /**
   * Makes the views of a policy.
   *
   * @param policy the policy
   * @return the pipeline, with this run's channels and seed
   */
  ViewPipeline pipeline(ViewPolicy policy) {
    return new ViewPipeline(viewsName(), policy, plugins, plan().channels(), plan().seed());
  }

  /**
   * Shows images to this run's encoder.
   *
   * @param cancelled asked now and then whether to give up
   * @return the extractor
   */
  public FeatureExtractor extractor(BooleanSupplier cancelled) {
    int size = imageSize();
    return extractor(evaluationView(size), size, cancelled);
  }

  /**
   * Reads plain pixels: no normalisation, and no more of them than a small image has.
   *
   * @param cancelled asked now and then whether to give up
   * @return the extractor
   */
  public FeatureExtractor pixelExtractor(BooleanSupplier cancelled) {
    int size = Math.min(imageSize(), MOST_PIXEL_SIZE);
    return extractor(plainView(size), size, cancelled);
  }

  private FeatureExtractor extractor(EvaluationView view, int size, BooleanSupplier cancelled) {
    return new FeatureExtractor(view, new ViewTarget(plan().channels(), size), strict(), cancelled);
  }

  /**
   * Brings images to this run's encoder.
   *
   * @param size the height and width to bring them to, in pixels
   * @return the view, normalisation included
   */
  public EvaluationView evaluationView(int size) {
    return view(plan().views(), size);
  }

  /**
   * Brings images to the same square of them, to look at.
   *
   * @param size the height and width to bring them to, in pixels
   * @return the view, without normalisation
   */
  public EvaluationView plainView(int size) {
    ViewSpecification plain = new ViewSpecification("pixels", ViewKind.GLOBAL, size, List.of());
    return view(new ViewPolicy(List.of(plain)), size);
  }

  private EvaluationView view(ViewPolicy policy, int size) {
    return new EvaluationView(
        viewsName(), policy, plugins, new ViewTarget(plan().channels(), size));
  }

  /**
   * The backbone, if it has attention to show.
   *
   * @return the network; empty if it is no vision transformer
   */
  public Optional<VisionTransformer> visionTransformer() {
    return VisionTransformer.Size.named(plan().backbone()).isPresent()
        ? Optional.of(
            VisionTransformer.of(plan().backboneOptions(), imageSize(), plan().channels()))
        : Optional.empty();
  }

  private String viewsName() {
    return setting("views", "unnamed");
  }

  private String setting(String key, String otherwise) {
    return resolved.settings().getOrDefault(key, otherwise);
  }
}
