package dev.doppel.runtime.recipe;

import dev.doppel.spi.option.Option;
import java.util.List;
import java.util.Optional;

/** Reads the extent of a run: device, seed, sizes and length. */
final class RunParts {

  private final SettingsReader settings;
  private final DataFacts facts;
  private final Optional<String> device;
  private final Optional<Long> threads;
  private final Optional<Long> seed;
  private final Optional<Integer> imageSize;
  private final Optional<Long> batchSize;
  private final Optional<Long> stepsPerEpoch;
  private final Optional<Long> steps;

  RunParts(SettingsReader settings, DataFacts facts, List<Option<?>> dataOptions) {
    this.settings = settings;
    this.facts = facts;
    device = readDevice();
    threads = settings.read(RecipeKeys.THREADS);
    seed = settings.read(RecipeKeys.SEED);
    settings.read(RecipeKeys.DATA);
    settings.read(RecipeKeys.DATA_STRICT);
    if (!dataOptions.isEmpty()) {
      // Only checked and recorded here: whoever opens the data reads the values for itself.
      settings.options(RecipeKeys.DATA.key(), "data", dataOptions);
    }
    imageSize = readImageSize();
    batchSize = readBatchSize();
    stepsPerEpoch = batchSize.map(size -> facts.samples() / size);
    steps = readSteps();
  }

  private Optional<String> readDevice() {
    Optional<String> text = settings.read(RecipeKeys.DEVICE);
    if (text.isPresent() && !text.get().matches("auto|cpu|gpu(:\\d{1,4})?")) {
      settings.problem(
          RecipeKeys.DEVICE.key(), "must be auto, cpu, gpu or gpu:N, where N counts from 0");
      return Optional.empty();
    }
    return text;
  }

  private Optional<Integer> readImageSize() {
    Optional<Long> size = settings.read(RecipeKeys.IMAGE_SIZE);
    String key = RecipeKeys.IMAGE_SIZE.key();
    if (size.isPresent() || settings.isGiven(RecipeKeys.IMAGE_SIZE)) {
      return size.map(Math::toIntExact);
    }
    if (facts.imageSize() == 0) {
      settings.missing(
          key,
          "must be set to "
              + RecipeKeys.IMAGE_SIZE.option().allowed()
              + ", since the images differ in size");
      return Optional.empty();
    }
    settings.record(key, String.valueOf(facts.imageSize()), "data");
    return Optional.of(facts.imageSize());
  }

  private Optional<Long> readBatchSize() {
    Optional<Long> size = settings.read(RecipeKeys.BATCH_SIZE);
    if (size.isPresent() && size.get() > facts.samples()) {
      settings.problem(
          RecipeKeys.BATCH_SIZE.key(),
          "must be at most the number of samples in the data, which is " + facts.samples());
      return Optional.empty();
    }
    return size;
  }

  private Optional<Long> readSteps() {
    if (settings.isGiven(RecipeKeys.EPOCHS)) {
      Optional<Long> epochs = settings.read(RecipeKeys.EPOCHS);
      if (settings.isGiven(RecipeKeys.STEPS)) {
        settings.read(RecipeKeys.STEPS);
      }
      return epochs.flatMap(count -> stepsPerEpoch.map(length -> length * count));
    }
    return settings.require(RecipeKeys.STEPS, ", or epochs instead");
  }

  /** The device as it was named. */
  String device() {
    return device.orElseThrow();
  }

  /** Threads of the platform's operations; 0 for its own choice. */
  int threads() {
    return Math.toIntExact(threads.orElseThrow());
  }

  /** The seed. */
  long seed() {
    return seed.orElseThrow();
  }

  /** Height and width of a global view; empty if there is a problem. */
  Optional<Integer> imageSize() {
    return imageSize;
  }

  /** Samples a batch; empty if there is a problem. */
  Optional<Long> batchSize() {
    return batchSize;
  }

  /** The steps of an epoch, without the samples that do not fill a batch. */
  Optional<Long> stepsPerEpoch() {
    return stepsPerEpoch;
  }

  /** The steps of the run. */
  long steps() {
    return steps.orElseThrow();
  }
}
