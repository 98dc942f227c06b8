package dev.doppel.spi.option;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** The options of an extension are not as declared. Holds all problems, not just the first. */
public final class OptionsException extends IllegalArgumentException {

  @Serial private static final long serialVersionUID = 1;

  private final transient List<OptionProblem> problems;

  OptionsException(List<OptionProblem> problems) {
    super(
        problems.stream()
            .map(problem -> problem.name() + " = " + problem.value() + ": " + problem.problem())
            .collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /**
   * The problems.
   *
   * @return all of them, unmodifiable
   */
  public List<OptionProblem> problems() {
    return problems;
  }
}
