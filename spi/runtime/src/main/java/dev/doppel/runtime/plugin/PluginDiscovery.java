package dev.doppel.runtime.plugin;

import dev.doppel.runtime.plugin.BrokenPlugin.Stage;
import dev.doppel.runtime.plugin.PluginAdmission.Refusal;
import dev.doppel.runtime.plugin.ServiceDeclarations.Declaration;
import dev.doppel.spi.SelfSupervisedPlugin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One search for plugins: decides what is loaded, and keeps what came of it. */
final class PluginDiscovery {

  private final PluginAdmission admission;
  private final Map<String, Optional<Refusal>> refusals = new HashMap<>();

  /** The jars with a services file that were found so far, without the links that lead to them. */
  private final Set<Path> declaring = new HashSet<>();

  private final List<LoadedPlugin> usable = new ArrayList<>();
  private final Set<BrokenPlugin> broken = new LinkedHashSet<>();
  private final PluginInspection inspection = new PluginInspection(usable::add, broken::add);
  private final ProviderLoading loading =
      new ProviderLoading(this::refusal, inspection, broken::add);

  PluginDiscovery(PluginAdmission admission) {
    this.admission = admission;
  }

  /** Looks through a class loader of the program; what an earlier one brought is left out. */
  void search(ClassLoader loader) {
    List<String> interfaces = CodeLocation.copies(SelfSupervisedPlugin.class.getName(), loader);
    Set<String> hidden = new HashSet<>();
    for (Declaration declaration : ServiceDeclarations.of(loader).all()) {
      String location = declaration.location();
      CodeLocation.jar(location).map(CodeLocation::real).ifPresent(declaring::add);
      Optional<Refusal> refusal =
          refusal(location).or(() -> interfaceOfItsOwn(location, interfaces, loader));
      if (refusal.isPresent()) {
        hidden.add(location);
        refuse(broken(location, declaration.provider(), refusal.get()));
      }
    }
    loading.load(hidden.isEmpty() ? loader : new AdmittedServices(loader, hidden), List.of());
  }

  /** A jar with the runtime in it is a whole program in one jar, and its interface the host's. */
  private static Optional<Refusal> interfaceOfItsOwn(
      String location, List<String> interfaces, ClassLoader loader) {
    boolean competes =
        interfaces.size() > 1
            && interfaces.contains(location)
            && !CodeLocation.copies(PluginRegistry.class.getName(), loader).contains(location);
    return competes
        ? Optional.of(new Refusal(Stage.JAR, JarInspection.BRINGS_INTERFACE))
        : Optional.empty();
  }

  /** Loads a plugin into a class loader of its own, unless the very jar was found before. */
  void search(PluginPlace place) {
    JarInspection jars = JarInspection.of(place);
    List<Path> real = jars.declaring().stream().map(CodeLocation::real).toList();
    if (!real.isEmpty() && declaring.containsAll(real)) {
      return;
    }
    Optional<BrokenPlugin> refusal = refused(place);
    if (refusal.isEmpty()) {
      declaring.addAll(real);
    }
    Optional<BrokenPlugin> problem = refusal.or(jars::problem);
    if (problem.isPresent()) {
      refuse(problem.get());
    } else {
      loading.load(PluginClassLoader.of(place), place.jars());
    }
  }

  private Optional<BrokenPlugin> refused(PluginPlace place) {
    String location = place.location().toString();
    return admission
        .exclusion(location)
        .map(exclusion -> broken(location, place.name(), exclusion))
        .or(() -> place.jars().stream().flatMap(jar -> refused(jar).stream()).findFirst());
  }

  private Optional<BrokenPlugin> refused(Path jar) {
    String location = jar.toString();
    return refusal(location)
        .map(refusal -> broken(location, CodeLocation.fileName(location), refusal));
  }

  private Optional<Refusal> refusal(String location) {
    return refusals.computeIfAbsent(location, admission::refusal);
  }

  private static BrokenPlugin broken(String location, String provider, Refusal refusal) {
    return new BrokenPlugin(location, provider, refusal.stage(), refusal.reason());
  }

  /** Keeps what cannot be used. */
  void refuse(BrokenPlugin plugin) {
    broken.add(plugin);
  }

  /** Takes a plugin that was found by other means. */
  void add(SelfSupervisedPlugin plugin) {
    inspection.inspect(plugin, List.of());
  }

  /** All that was found, in the order of the plugins' names. */
  PluginRegistry registry(List<String> lookedIn) {
    List<LoadedPlugin> unique = PluginConflicts.without(usable, this::refuse);
    return new PluginRegistry(unique, List.copyOf(broken), lookedIn);
  }
}
