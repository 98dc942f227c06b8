package dev.doppel.runtime.recipe;

import dev.doppel.runtime.network.BatchStatistics;
import dev.doppel.runtime.plugin.ExtensionKind;
import dev.doppel.runtime.plugin.Registered;
import dev.doppel.runtime.step.Method;
import dev.doppel.runtime.step.StepRoles;
import dev.doppel.spi.ExtensionFactory;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.option.OptionsException;
import dev.doppel.spi.view.ViewOperationFactory;
import dev.doppel.spi.view.ViewPolicy;
import dev.doppel.spi.view.ViewPolicyFactory;
import dev.doppel.spi.view.ViewSpecification;
import dev.doppel.spi.view.ViewStep;
import dev.doppel.spi.view.ViewTarget;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads and creates the view policy, and checks the operations that it names. */
final class ViewParts {

  private static final String KEY = RecipeKeys.VIEWS.key();

  private final SettingsReader settings;
  private final PluginParts plugins;
  private final Optional<ViewPolicy> policy;

  ViewParts(
      SettingsReader settings, PluginParts plugins, int channels, Optional<Integer> imageSize) {
    this.settings = settings;
    this.plugins = plugins;
    Optional<Selected<ViewPolicyFactory>> selected =
        plugins.require(RecipeKeys.VIEWS, ExtensionKind.VIEW_POLICY);
    policy =
        imageSize.flatMap(
            size ->
                selected.flatMap(
                    found ->
                        plugins.create(
                            found,
                            (factory, options) ->
                                factory.create(options, new ViewTarget(channels, size)))));
    policy.ifPresent(this::checkOperations);
  }

  private void checkOperations(ViewPolicy created) {
    Set<String> unknown = new HashSet<>();
    created.views().stream()
        .flatMap(view -> view.steps().stream())
        .distinct()
        .filter(step -> !unknown.contains(step.operation()))
        .forEach(
            step -> {
              Optional<Registered<ViewOperationFactory>> found =
                  plugins.find(KEY, ExtensionKind.VIEW_OPERATION, step.operation());
              found.ifPresentOrElse(
                  operation -> checkOptions(step, operation), () -> unknown.add(step.operation()));
            });
  }

  private void checkOptions(ViewStep step, Registered<ViewOperationFactory> operation) {
    String owner = "view operation '" + step.operation() + "'";
    try {
      Options options = Options.parse(PluginParts.options(owner, operation), step.options());
      plugins
          .create(new Selected<>(KEY, owner, operation, options), ExtensionFactory::problems)
          .orElse(List.of())
          .forEach(text -> settings.problem(KEY, owner + ": " + text));
    } catch (OptionsException e) {
      e.problems()
          .forEach(
              problem ->
                  settings.problem(
                      KEY,
                      "%s: %s%s %s"
                          .formatted(
                              owner,
                              problem.name(),
                              problem.value().isEmpty() ? "" : " = " + problem.value(),
                              problem.problem())));
    }
  }

  /** Views that share a forward pass must be of one size. */
  void checkSizes(Optional<BatchStatistics> batchStatistics, List<Integer> sizes) {
    boolean joint = batchStatistics.filter(BatchStatistics.JOINT::equals).isPresent();
    if (joint && sizes.size() > 1) {
      settings.problem(
          RecipeKeys.BATCH_STATISTICS.key(),
          "needs views of one size, but they have sizes "
              + String.join(", ", sizes.stream().map(String::valueOf).toList()));
    }
  }

  /**
   * The heights and widths, each once, of the views that pass a network: those that a method looks
   * at, or all where it is not known; none if there is a problem with the views.
   */
  List<Integer> sizes(Optional<Method> method) {
    return policy.stream()
        .flatMap(created -> passing(created, method))
        .map(ViewSpecification::size)
        .distinct()
        .toList();
  }

  private static Stream<ViewSpecification> passing(ViewPolicy created, Optional<Method> method) {
    List<ViewSpecification> views = created.views();
    try {
      // The encoder is evaluated at the first view's size, whatever the method looks at.
      return method
          .map(known -> StepRoles.of(known, created.kinds()).requirements().stream())
          .map(roles -> Stream.concat(Stream.of(0), roles.map(StepRoles.ResolvedRole::view)))
          .map(indices -> indices.sorted().map(views::get))
          .orElse(views.stream());
    } catch (IllegalArgumentException e) {
      // Views that the method needs are missing, which is a problem of its own.
      return views.stream();
    }
  }

  /** The policy; empty if there is a problem. */
  Optional<ViewPolicy> policy() {
    return policy;
  }
}
