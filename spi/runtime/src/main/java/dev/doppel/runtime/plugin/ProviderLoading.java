package dev.doppel.runtime.plugin;

import dev.doppel.runtime.plugin.BrokenPlugin.Stage;
import dev.doppel.runtime.plugin.PluginAdmission.Refusal;
import dev.doppel.runtime.plugin.ServiceDeclarations.Declaration;
import dev.doppel.spi.SelfSupervisedPlugin;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Loads and creates the plugins that a class loader sees.
 *
 * <p>{@link ServiceLoader} recovers from a broken provider if each of its calls is caught by
 * itself, and goes on to the next. A class that does not link is a {@link LinkageError} there, and
 * a jar whose signature does not fit a {@link SecurityException}, not a {@link
 * ServiceConfigurationError}.
 */
final class ProviderLoading {

  /** An end to a class loader that fails for ever, as JDK-8196182 has it. */
  private static final int MOST_FAILURES = 100;

  private final Function<String, Optional<Refusal>> refusal;
  private final PluginInspection inspection;
  private final Consumer<BrokenPlugin> broken;
  private final Set<Class<?>> seen = new HashSet<>();

  /**
   * Prepares to load.
   *
   * @param refusal why what lies at a location may not be loaded
   * @param inspection takes the plugins
   * @param broken takes what cannot be used
   */
  ProviderLoading(
      Function<String, Optional<Refusal>> refusal,
      PluginInspection inspection,
      Consumer<BrokenPlugin> broken) {
    this.refusal = refusal;
    this.inspection = inspection;
    this.broken = broken;
  }

  /**
   * Loads all that a class loader sees and an earlier one did not.
   *
   * @param jars the jars of the class loader, if it is a plugin's own
   */
  void load(ClassLoader loader, List<Path> jars) {
    ServiceDeclarations declarations = ServiceDeclarations.of(loader);
    Iterator<ServiceLoader.Provider<SelfSupervisedPlugin>> providers =
        ServiceLoader.load(SelfSupervisedPlugin.class, loader).stream().iterator();
    for (int failures = 0; failures < MOST_FAILURES; ) {
      ServiceLoader.Provider<SelfSupervisedPlugin> provider;
      try {
        if (!providers.hasNext()) {
          return;
        }
        provider = providers.next();
      } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
        failures++;
        Declaration declaration = declarations.blame(e);
        broken.accept(
            new BrokenPlugin(
                declaration.location(),
                declaration.provider(),
                Stage.LOAD,
                PluginFailure.words(e)));
        continue;
      }
      if (provider.type() == SelfSupervisedPlugin.class) {
        hidden(provider, loader, declarations, jars);
      } else if (seen.add(provider.type()) && mayBeUsed(provider.type(), loader)) {
        PluginCall.run(loader, () -> create(provider, declarations, jars));
      }
    }
    broken.accept(
        new BrokenPlugin(
            CodeLocation.UNKNOWN,
            Declaration.UNKNOWN_CLASS,
            Stage.LOAD,
            "comes after %d that failed, and was not looked for".formatted(MOST_FAILURES)));
  }

  /**
   * A module's provider method can hide the plugin's class, and so its jar, until it is called:
   * where jars have pins that is too late, to leave one out it is not.
   */
  private void hidden(
      ServiceLoader.Provider<SelfSupervisedPlugin> provider,
      ClassLoader loader,
      ServiceDeclarations declarations,
      List<Path> jars) {
    Optional<Refusal> refused = refusal.apply(CodeLocation.UNKNOWN);
    if (refused.isPresent()) {
      broken.accept(
          new BrokenPlugin(
              CodeLocation.UNKNOWN,
              Declaration.UNKNOWN_CLASS,
              refused.get().stage(),
              refused.get().reason()
                  + ": its module's method provider() returns SelfSupervisedPlugin, not its own"
                  + " class"));
      return;
    }
    PluginCall.run(loader, () -> create(provider, declarations, jars));
  }

  private boolean mayBeUsed(Class<?> type, ClassLoader loader) {
    String location = CodeLocation.of(type);
    List<String> copies =
        CodeLocation.copies(type.getName(), loader).stream()
            .filter(copy -> refusal.apply(copy).isEmpty())
            .toList();
    Optional<Refusal> refused = refusal.apply(location);
    if (refused.isEmpty() && copies.size() < 2) {
      return true;
    }
    if (refused.isEmpty()) {
      broken.accept(PluginConflicts.copies(type.getName(), copies));
    } else if (copies.isEmpty()) {
      broken.accept(
          new BrokenPlugin(
              location, type.getName(), refused.get().stage(), refused.get().reason()));
    } else {
      broken.accept(
          new BrokenPlugin(
              copies.get(0),
              type.getName(),
              Stage.CONFLICT,
              "comes after %s on the class path, which hides it: take that off the class path"
                  .formatted(location)));
    }
    return false;
  }

  private void create(
      ServiceLoader.Provider<SelfSupervisedPlugin> provider,
      ServiceDeclarations declarations,
      List<Path> jars) {
    SelfSupervisedPlugin plugin;
    try {
      plugin = provider.get();
    } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
      Class<?> type = provider.type();
      Declaration declaration =
          type == SelfSupervisedPlugin.class
              ? declarations.blame(e)
              : new Declaration(type.getName(), CodeLocation.of(type));
      broken.accept(
          new BrokenPlugin(
              declaration.location(),
              declaration.provider(),
              Stage.CREATE,
              PluginFailure.words(e)));
      return;
    }
    // What was left out by name can be known so late, and was told of where it is declared.
    if (refusal.apply(CodeLocation.of(plugin.getClass())).isEmpty()) {
      inspection.inspect(plugin, jars);
    }
  }
}
