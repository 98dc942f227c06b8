package dev.doppel.cli;

import dev.doppel.cli.failure.UsageException;
import dev.doppel.cli.training.PreparedRun;
import dev.doppel.runtime.data.ImageSource;

/** The parts of a run's data, by the names that arguments have for them. */
final class DataPart {

  static final String TRAIN = "train";
  static final String TEST = "test";

  private DataPart() {}

  /**
   * The images of a part.
   *
   * @param run the run
   * @param name {@code train} or {@code test}
   * @param argument where the name was given, for messages
   * @return the images
   * @throws UsageException if there is no such part
   */
  static ImageSource of(PreparedRun run, String name, String argument) {
    return switch (name) {
      case TRAIN -> run.data().train();
      case TEST ->
          run.data()
              .test()
              .orElseThrow(
                  () ->
                      new UsageException(
                          "there is no part 'test' (%s) in %s"
                              .formatted(argument, run.data().description())));
      default ->
          throw new UsageException(
              "no part '%s' (%s); there are train and test".formatted(name, argument));
    };
  }
}
