package dev.doppel.parity;

import dev.doppel.spi.ExtensionFactory;
import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.spi.guard.CollapseGuardFactory;
import dev.doppel.spi.guard.TargetShaper;
import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.LossFactory;
import dev.doppel.spi.option.Options;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** The methods of the plugins on the class path. */
final class InstalledMethods {

  private final List<SelfSupervisedPlugin> plugins =
      ServiceLoader.load(SelfSupervisedPlugin.class).stream()
          .map(ServiceLoader.Provider::get)
          .toList();

  /**
   * A method ready to compute.
   *
   * @param loss its loss
   * @param shaper what shapes its targets, if anything
   */
  record InstalledMethod(Loss loss, Optional<TargetShaper> shaper) {}

  boolean has(String method) {
    return loss(method).isPresent();
  }

  /**
   * Makes a method.
   *
   * @param method its name: that of its loss, and of the recipe that says what shapes its targets
   * @param parameters golden parameters, in snake case; each is an option of the loss or of the
   *     shaper
   * @return the method
   * @throws IllegalArgumentException if it is not installed, or has no option for a parameter
   */
  InstalledMethod create(String method, Map<String, String> parameters) {
    return create(method, shaper(method), parameters);
  }

  /**
   * Makes a method with another shaper of targets than its recipe's.
   *
   * @param method its name
   * @param shaper the shaper's name
   * @param parameters golden parameters, in snake case
   * @return the method
   * @throws IllegalArgumentException if one is not installed, or has no option for a parameter
   */
  InstalledMethod create(String method, String shaper, Map<String, String> parameters) {
    return create(method, Optional.of(guard(shaper)), parameters);
  }

  private InstalledMethod create(
      String method, Optional<CollapseGuardFactory> shaper, Map<String, String> parameters) {
    LossFactory loss =
        loss(method)
            .orElseThrow(
                () -> new IllegalArgumentException("no loss '%s' is installed".formatted(method)));
    Map<String, String> lossOptions = new LinkedHashMap<>();
    Map<String, String> shaperOptions = new LinkedHashMap<>();
    parameters.forEach(
        (name, value) -> {
          String option = name.replace('_', '-');
          boolean isShapers = shaper.isPresent() && has(shaper.get(), option);
          // An option that nobody has goes to the loss, whose check names it.
          (isShapers ? shaperOptions : lossOptions).put(option, value);
        });
    return new InstalledMethod(
        loss.create(Options.parse(loss.options(), lossOptions)),
        shaper.map(
            factory ->
                (TargetShaper) factory.create(Options.parse(factory.options(), shaperOptions))));
  }

  private Optional<LossFactory> loss(String name) {
    return plugins.stream()
        .flatMap(plugin -> plugin.losses().stream())
        .filter(factory -> factory.name().equals(name))
        .findFirst();
  }

  private Optional<CollapseGuardFactory> shaper(String method) {
    return plugins.stream()
        .flatMap(plugin -> plugin.recipes().stream())
        .filter(recipe -> recipe.name().equals(method))
        .map(recipe -> recipe.settings().getOrDefault("target-shaping", "none"))
        .filter(name -> !name.equals("none"))
        .findFirst()
        .map(this::guard);
  }

  private CollapseGuardFactory guard(String name) {
    return plugins.stream()
        .flatMap(plugin -> plugin.collapseGuards().stream())
        .filter(factory -> factory.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException("no target shaper '%s' is installed".formatted(name)));
  }

  private static boolean has(ExtensionFactory factory, String option) {
    return factory.options().stream().anyMatch(declared -> declared.name().equals(option));
  }
}
