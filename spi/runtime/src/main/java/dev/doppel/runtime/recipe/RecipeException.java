package dev.doppel.runtime.recipe;

import java.io.Serial;
import java.util.List;

/** A recipe cannot be run as it is. Holds all problems, not just the first. */
public final class RecipeException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  /** Longer settings do not push all the others' problems to the right. */
  private static final int WIDEST_COLUMN = 48;

  private final transient List<RecipeProblem> problems;

  RecipeException(List<RecipeProblem> problems, List<String> sources) {
    super(message(problems, sources));
    this.problems = List.copyOf(problems);
  }

  /**
   * The problems.
   *
   * @return all of them, unmodifiable
   */
  public List<RecipeProblem> problems() {
    return problems;
  }

  private static String message(List<RecipeProblem> problems, List<String> sources) {
    int width =
        problems.stream()
            .mapToInt(problem -> problem.assignment().length())
            .filter(length -> length <= WIDEST_COLUMN)
            .max()
            .orElse(1);
    StringBuilder message = new StringBuilder();
    message.append(problems.size() == 1 ? "1 problem" : problems.size() + " problems");
    message.append(" in recipe");
    message.append(sources.isEmpty() ? "" : " (" + String.join(", ", sources) + ")").append(":");
    for (RecipeProblem problem : problems) {
      message.append(("\n  %-" + width + "s  ").formatted(problem.assignment()));
      message.append(problem.problem());
      message.append(problem.origin().isEmpty() ? "" : " (" + problem.origin() + ")");
      problem.details().forEach(detail -> message.append("\n    ").append(detail));
    }
    return message.toString();
  }
}
