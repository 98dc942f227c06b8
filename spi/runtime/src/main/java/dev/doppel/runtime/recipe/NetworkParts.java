package dev.doppel.runtime.recipe;

import dev.doppel.runtime.network.BatchStatistics;
import dev.doppel.runtime.network.HeadSpecification;
import dev.doppel.runtime.network.LayerSpecification.BatchNorm;
import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.Role;
import dev.doppel.spi.loss.RoleRequirement;
import dev.doppel.spi.loss.Stage;
import dev.doppel.spi.option.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads backbone and heads, and checks how they go together. */
final class NetworkParts {

  /** Stands for the backbone's width, which only the platform knows. */
  private static final int UNKNOWN_WIDTH = -1;

  private final SettingsReader settings;
  private final BackendChoice backend;
  private final Optional<Options> backboneOptions;
  private final boolean backboneHasBatchNorm;
  private final Optional<HeadSpecification> projector;
  private final Optional<HeadSpecification> predictor;
  private final Optional<BatchStatistics> batchStatistics;

  NetworkParts(SettingsReader settings, BackendChoice backend) {
    this.settings = settings;
    this.backend = backend;
    backboneOptions = backend.backboneOptions();
    backboneHasBatchNorm = backboneOptions.filter(backend::backboneHasBatchNorm).isPresent();
    projector = readHead(RecipeKeys.PROJECTOR);
    predictor = readHead(RecipeKeys.PREDICTOR);
    checkGroups(RecipeKeys.PROJECTOR, projector, UNKNOWN_WIDTH);
    checkGroups(
        RecipeKeys.PREDICTOR,
        predictor,
        projector.map(head -> head.outputWidth(UNKNOWN_WIDTH)).orElse(UNKNOWN_WIDTH));
    batchStatistics =
        settings
            .read(RecipeKeys.BATCH_STATISTICS)
            .map(word -> BatchStatistics.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_')));
  }

  private Optional<HeadSpecification> readHead(RecipeKey<String> key) {
    Optional<String> text = settings.read(key);
    try {
      Optional<HeadSpecification> head = text.map(HeadSpecification::parse);
      head.flatMap(backend::headProblem).ifPresent(problem -> settings.problem(key.key(), problem));
      return head;
    } catch (IllegalArgumentException e) {
      settings.problem(key.key(), e.getMessage());
      return Optional.empty();
    }
  }

  private void checkGroups(RecipeKey<String> key, Optional<HeadSpecification> head, int width) {
    head.flatMap(layers -> layers.problem(width))
        .ifPresent(problem -> settings.problem(key.key(), problem));
  }

  /**
   * One sample has no variance: a batch normalisation would turn each output into its shift, or,
   * over a map, into that of the sample's own pixels, which is another operation than the encoder's
   * later. Joint statistics do not help: two views of one sample become exact opposites.
   */
  void checkBatchOfOne(Optional<Long> batchSize) {
    if (batchSize.filter(size -> size == 1).isEmpty()) {
      return;
    }
    List<String> parts = new ArrayList<>();
    if (backboneHasBatchNorm) {
      parts.add("backbone");
    }
    if (hasBatchNorm(projector)) {
      parts.add("projector");
    }
    if (hasBatchNorm(predictor)) {
      parts.add("predictor");
    }
    if (!parts.isEmpty()) {
      settings.problem(
          RecipeKeys.BATCH_SIZE.key(),
          "must be at least 2, since there is batch normalisation (in: %s)"
              .formatted(String.join(", ", parts)));
    }
  }

  private static boolean hasBatchNorm(Optional<HeadSpecification> head) {
    return head.filter(layers -> layers.layers().stream().anyMatch(BatchNorm.class::isInstance))
        .isPresent();
  }

  /** The backbone must take views of each size; without the views their sizes are not known. */
  void checkBackbone(List<Integer> viewSizes) {
    backboneOptions.ifPresent(options -> backend.checkBackbone(options, viewSizes));
  }

  /** Predictions and targets that a loss compares must be equally wide. */
  void checkWidths(Optional<Loss> loss) {
    if (loss.isEmpty() || projector.isEmpty() || predictor.isEmpty()) {
      return;
    }
    OptionalInt prediction = width(loss.get(), Role.PREDICTION);
    OptionalInt target = width(loss.get(), Role.TARGET);
    if (prediction.isPresent()
        && target.isPresent()
        && prediction.getAsInt() != target.getAsInt()) {
      settings.problem(
          RecipeKeys.PREDICTOR.key(),
          "must end as wide as what it is compared with: predictions have %d columns, targets %d"
              .formatted(prediction.getAsInt(), target.getAsInt()));
    }
  }

  private OptionalInt width(Loss loss, Role role) {
    return loss.roles().stream()
        .filter(requirement -> requirement.role() == role)
        .map(RoleRequirement::stage)
        .mapToInt(this::width)
        .filter(width -> width != UNKNOWN_WIDTH)
        .findFirst();
  }

  private int width(Stage stage) {
    int projection = projector.orElseThrow().outputWidth(UNKNOWN_WIDTH);
    return switch (stage) {
      case EMBEDDING -> UNKNOWN_WIDTH;
      case PROJECTION -> projection;
      case PREDICTION -> predictor.orElseThrow().outputWidth(projection);
    };
  }

  /** The backbone's options; only where there are no problems. */
  Options backboneOptions() {
    return backboneOptions.orElseThrow();
  }

  /** The projector; only where there are no problems. */
  HeadSpecification projector() {
    return projector.orElseThrow();
  }

  /** The predictor; only where there are no problems. */
  HeadSpecification predictor() {
    return predictor.orElseThrow();
  }

  /** Which samples share batch statistics; empty if there is a problem. */
  Optional<BatchStatistics> batchStatistics() {
    return batchStatistics;
  }
}
