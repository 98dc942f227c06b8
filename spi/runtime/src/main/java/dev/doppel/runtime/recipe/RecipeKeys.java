package dev.doppel.runtime.recipe;

import dev.doppel.spi.option.Option;
import java.util.List;
import java.util.stream.Stream;

/**
 * The keys of a recipe that no plugin brings.
 *
 * <p>Beside them there are the options of what is selected, under the selector's key: {@code
 * loss.*}, {@code target-update.*}, {@code target-shaping.*}, {@code backbone.*}, {@code views.*}
 * and {@code guard.NAME.*} for each guard; and {@code include}, which names files whose settings
 * lie underneath.
 */
public final class RecipeKeys {

  /** What a selector is set to where nothing is selected. */
  static final String NONE = "none";

  /** The first part of the keys of all guards' options. */
  static final String GUARD = "guard";

  static final String GUARD_PREFIX = GUARD + ".";

  static final RecipeKey<String> RECIPE =
      RecipeKey.of(
          Option.text("recipe")
              .describedAs("the preset to start from: a method, or its full name with the scale"));
  static final RecipeKey<String> BACKEND =
      RecipeKey.of(
          Option.text("backend")
              .describedAs("the platform that trains; needed only if there are several"));
  static final RecipeKey<String> DEVICE =
      RecipeKey.of(
          Option.text("device").defaultValue("auto").describedAs("auto, cpu, gpu or gpu:N"));
  static final RecipeKey<Long> THREADS =
      RecipeKey.of(
          Option.whole("threads")
              .range(0, 4096)
              .defaultValue(0L)
              .describedAs("threads of the platform's operations; 0 for its own choice"));
  static final RecipeKey<Long> SEED =
      RecipeKey.of(
          Option.whole("seed").any().defaultValue(0L).describedAs("the seed of all chance"));
  static final RecipeKey<String> DATA =
      RecipeKey.of(Option.text("data").describedAs("a path, shapes for drawn images, or auto"));
  static final RecipeKey<Boolean> DATA_STRICT =
      RecipeKey.of(
          "data",
          Option.flag("strict")
              .defaultValue(false)
              .describedAs("whether a broken image ends the run; if not, it is skipped"));
  static final RecipeKey<Long> IMAGE_SIZE =
      RecipeKey.of(
          Option.whole("image-size")
              .range(8, 4096)
              .describedAs("height and width of a global view, in pixels; the data's by default"));
  static final RecipeKey<Long> BATCH_SIZE =
      RecipeKey.of(
          Option.whole("batch-size")
              .range(1, 1_000_000)
              .defaultValue(256L)
              .describedAs("samples a batch"));
  static final RecipeKey<Long> STEPS =
      RecipeKey.of(
          Option.whole("steps")
              .atLeast(1)
              .describedAs("the length of the run, in steps; excludes epochs"));
  static final RecipeKey<Long> EPOCHS =
      RecipeKey.of(
          Option.whole("epochs")
              .range(1, 1_000_000)
              .describedAs("the length of the run, in passes over the data; excludes steps"));
  static final RecipeKey<String> LOSS =
      RecipeKey.of(Option.text("loss").describedAs("the loss; its options are loss.*"));
  static final RecipeKey<String> TARGET_UPDATE =
      RecipeKey.of(
          Option.text("target-update")
              .describedAs("how the target follows; its options are target-update.*"));
  static final RecipeKey<String> TARGET_SHAPING =
      RecipeKey.of(
          Option.text("target-shaping")
              .defaultValue(NONE)
              .describedAs("what shapes the targets; its options are target-shaping.*"));
  static final RecipeKey<String> GUARDS =
      RecipeKey.of(
          Option.text("guards")
              .defaultValue(NONE)
              .describedAs(
                  "what guards gradients and watches for collapse, separated by commas; their"
                      + " options are guard.NAME.*, among them action"));
  static final RecipeKey<String> BACKBONE =
      RecipeKey.of(Option.text("backbone").describedAs("the network; its options are backbone.*"));
  static final RecipeKey<String> PROJECTOR =
      RecipeKey.of(
          Option.text("projector")
              .defaultValue(NONE)
              .describedAs("the layers after the backbone, such as linear(4096) bn relu"));
  static final RecipeKey<String> PREDICTOR =
      RecipeKey.of(
          Option.text("predictor")
              .defaultValue(NONE)
              .describedAs("the layers after the online network's projector"));
  static final RecipeKey<String> BATCH_STATISTICS =
      RecipeKey.of(
          Option.choice("batch-statistics", "per-view", "per-size", "joint")
              .defaultValue("per-view")
              .describedAs("which samples share the statistics of a batch normalisation"));
  static final RecipeKey<String> VIEWS =
      RecipeKey.of(Option.text("views").describedAs("the view policy; its options are views.*"));
  static final RecipeKey<Boolean> SYMMETRIC =
      RecipeKey.of(
          Option.flag("symmetric")
              .defaultValue(true)
              .describedAs(
                  "whether each view is both predicted and a target; if not, the first predicts"
                      + " the second"));
  static final RecipeKey<String> STOP_GRADIENT =
      RecipeKey.of(
          Option.choice("stop-gradient", "on", "off")
              .defaultValue("on")
              .describedAs("off lets the gradient flow through the targets, for ablations"));
  static final RecipeKey<String> PLUGIN_CHECKS =
      RecipeKey.of(
          "plugin",
          Option.choice("checks", "full", "shapes", "none")
              .defaultValue("full")
              .describedAs(
                  "what is checked of all that plugins hand over: full also sees values that are"
                      + " not finite and guards that are slow"));
  static final RecipeKey<String> ENCODER =
      RecipeKey.of(
          Option.choice("encoder", "online", "target")
              .defaultValue("online")
              .describedAs("which network is saved and evaluated"));

  static final RecipeKey<Long> CHECKPOINT_EVERY =
      RecipeKey.of(
          "checkpoint",
          Option.whole("every")
              .range(0, 1_000_000_000)
              .defaultValue(100L)
              .describedAs("steps from one checkpoint to the next; 0 for none"));
  static final RecipeKey<Long> CHECKPOINT_KEEP =
      RecipeKey.of(
          "checkpoint",
          Option.whole("keep")
              .range(1, 1_000_000)
              .defaultValue(3L)
              .describedAs("the latest checkpoints that stay, beside that of the best accuracy"));
  static final RecipeKey<Long> ACCURACY_EVERY =
      RecipeKey.of(
          "accuracy",
          Option.whole("every")
              .range(0, 1_000_000_000)
              .defaultValue(0L)
              .describedAs(
                  "steps from one kNN accuracy to the next, with labels; 0 for both ends alone"));
  static final RecipeKey<Long> ROLLBACK_MOST =
      RecipeKey.of(
          "rollback",
          Option.whole("most")
              .range(0, 1_000)
              .defaultValue(3L)
              .describedAs("how often a guard with action rollback takes a run back, then stops"));
  static final RecipeKey<Double> ROLLBACK_FACTOR =
      RecipeKey.of(
          "rollback",
          Option.decimal("learning-rate-factor")
              .rangeExcludingStart(0, 1)
              .defaultValue(0.5)
              .describedAs("what each rollback multiplies the learning rates of the rest by"));
  static final RecipeKey<Long> ROLLBACK_EVERY =
      RecipeKey.of(
          "rollback",
          Option.whole("every")
              .range(1, 1_000_000_000)
              .defaultValue(100L)
              .describedAs(
                  "steps between states to go back to; more where a guard needs longer to tell"));

  /** What the keys begin with that say which plugins there are, and how they are called. */
  static final String PLUGIN_PREFIX = "plugin.";

  static final RecipeKey<String> PLUGIN_PATH =
      RecipeKey.of(
          "plugin",
          Option.text("path")
              .describedAs(
                  "jars, and folders of jars, whose plugins are added, separated by commas; or"
                      + " none"));
  static final RecipeKey<String> PLUGIN_SHA256 =
      RecipeKey.of(
          "plugin",
          Option.text("sha256")
              .describedAs(
                  "the SHA-256 of all jars that plugins are loaded from, as NAME.jar=HEX, separated"
                      + " by commas; or none to load any"));
  static final RecipeKey<String> PLUGIN_EXCLUDE =
      RecipeKey.of(
          "plugin",
          Option.text("exclude")
              .describedAs("file names of plugin jars to leave out, separated by commas; or none"));

  /** The option that each guard has beside its own. */
  static final Option<String> ACTION =
      Option.choice("action", "warn", "stop", "rollback")
          .defaultValue("stop")
          .describedAs("what follows when the guard says that the run failed");

  private RecipeKeys() {}

  /**
   * All keys that no plugin brings.
   *
   * @return the keys, in the order of a resolved recipe
   */
  public static List<RecipeKey<?>> all() {
    return Stream.of(
            run(), OptimizerKeys.all(), List.<RecipeKey<?>>of(ENCODER), keeping(), plugins())
        .flatMap(List::stream)
        .toList();
  }

  /** What is kept of a run on its way, and what for. */
  static List<RecipeKey<?>> keeping() {
    return List.of(
        CHECKPOINT_EVERY,
        CHECKPOINT_KEEP,
        ACCURACY_EVERY,
        ROLLBACK_MOST,
        ROLLBACK_FACTOR,
        ROLLBACK_EVERY);
  }

  /** Which plugins there are. */
  static List<RecipeKey<?>> plugins() {
    return List.of(PLUGIN_PATH, PLUGIN_SHA256, PLUGIN_EXCLUDE);
  }

  private static List<RecipeKey<?>> run() {
    return List.of(
        RECIPE,
        BACKEND,
        DEVICE,
        THREADS,
        SEED,
        DATA,
        DATA_STRICT,
        IMAGE_SIZE,
        BATCH_SIZE,
        STEPS,
        EPOCHS,
        LOSS,
        TARGET_UPDATE,
        TARGET_SHAPING,
        GUARDS,
        BACKBONE,
        PROJECTOR,
        PREDICTOR,
        BATCH_STATISTICS,
        VIEWS,
        SYMMETRIC,
        STOP_GRADIENT,
        PLUGIN_CHECKS);
  }
}
