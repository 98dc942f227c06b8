package dev.doppel.spi.option;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Collects problems, so that one error names them all. */
final class OptionProblems {

  private final List<OptionProblem> problems = new ArrayList<>();

  void collect(Option<?> option, String text, Runnable parsing) {
    try {
      parsing.run();
    } catch (IllegalArgumentException e) {
      problems.add(new OptionProblem(option.name(), text, "must be " + option.allowed()));
    }
  }

  void missing(Option<?> option) {
    problems.add(new OptionProblem(option.name(), "", "must be set to " + option.allowed()));
  }

  void unknown(Collection<Option<?>> declared, Set<String> names) {
    List<String> known = declared.stream().map(Option::name).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        problems.add(
            new OptionProblem(
                name,
                "",
                "is not an option"
                    + NearestName.of(name, known)
                        .map(near -> "; did you mean '" + near + "'?")
                        .orElse("")));
      }
    }
  }

  void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new OptionsException(problems);
    }
  }
}
