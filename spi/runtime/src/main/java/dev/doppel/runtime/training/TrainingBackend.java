package dev.doppel.runtime.training;

import dev.doppel.runtime.network.BackboneKind;
import dev.doppel.runtime.network.HeadSpecification;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A platform that can train, such as DJL. Stateless; found by {@link java.util.ServiceLoader}. */
public interface TrainingBackend {

  /**
   * The name that selects this backend in a recipe.
   *
   * @return the name, such as {@code djl}
   */
  String name();

  /**
   * The backbones this backend builds, each with its options.
   *
   * @return the options ({@code backbone.*} in a recipe) by the backbone's name
   */
  Map<String, List<Option<?>>> backbones();

  /**
   * Whether a backbone normalises over the batch, and so cannot train on batches of one sample.
   *
   * @param backbone the backbone's name, one of {@link #backbones()}
   * @param options its options, checked
   * @return whether any of its layers does; false by default
   */
  default boolean hasBatchNorm(String backbone, Options options) {
    return false;
  }

  /**
   * What does not go together in a backbone's options, each of which is allowed by itself, and the
   * views that pass it.
   *
   * @param backbone the backbone's name, one of {@link #backbones()}
   * @param options its options, checked
   * @param viewSizes the heights and widths of the views, in pixels, each once
   * @return what is wrong and what is allowed, by the option's name, or by the empty name where it
   *     is the backbone itself; by default what {@link BackboneKind#problems} finds
   */
  default Map<String, String> backboneProblems(
      String backbone, Options options, List<Integer> viewSizes) {
    return BackboneKind.problems(backbone, options, viewSizes);
  }

  /**
   * What this backend cannot build of a projector or predictor.
   *
   * @param head the head
   * @return what is wrong and what is allowed; empty if it builds all of it, as by default
   */
  default Optional<String> headProblem(HeadSpecification head) {
    return Optional.empty();
  }

  /**
   * The devices that can be named in a recipe beside {@code auto}.
   *
   * @return the devices present, such as {@code cpu} and {@code gpu:0}
   */
  List<String> devices();

  /**
   * Builds the networks of a run.
   *
   * @param plan the run
   * @param listener is told of each step
   * @return the session, ready for its first step
   * @throws DeviceException if the device is absent; the message says which artifact is missing
   * @throws IllegalArgumentException if the plan cannot be built; the message says what does not
   *     fit
   */
  TrainingSession open(TrainingPlan plan, StepListener listener);

  /**
   * Reads an encoder back that {@link TrainingSession#saveEncoder} wrote.
   *
   * @param plan the run that trained it
   * @param file the model file
   * @return the encoder
   * @throws DeviceException if the plan's device is absent; the message says which artifact is
   *     missing
   * @throws IOException if the file cannot be read, or is not the encoder of such a run
   */
  Encoder openEncoder(TrainingPlan plan, Path file) throws IOException;
}
