package dev.doppel.runtime.plugin;

import dev.doppel.spi.ExtensionFactory;
import dev.doppel.spi.SelfSupervisedPlugin;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The plugins of a run, usable and broken. Immutable; safe to use from any thread. */
public final class PluginRegistry {

  /** The oldest interface version that this host supports. */
  public static final int MINIMUM_SPI_VERSION = 1;

  private static final Logger LOGGER = System.getLogger(PluginRegistry.class.getName());

  private final List<LoadedPlugin> plugins;
  private final List<BrokenPlugin> broken;
  private final List<String> lookedIn;

  PluginRegistry(List<LoadedPlugin> plugins, List<BrokenPlugin> broken, List<String> lookedIn) {
    this.plugins = List.copyOf(plugins);
    this.broken = List.copyOf(broken);
    this.lookedIn = List.copyOf(lookedIn);
  }

  /**
   * Looks for plugins on the class path alone; {@link PluginSearch} can do more.
   *
   * @param loaders where to look; if there are none, the class loader of the interface and, where
   *     it is another, the thread's context class loader
   * @return what was found; a plugin that cannot be used is among {@link #broken()}
   */
  public static PluginRegistry discover(ClassLoader... loaders) {
    return PluginSearch.classPath(loaders).discover();
  }

  /**
   * The registry of given plugins, for programs that do not want anything to be looked for.
   *
   * @param plugins the plugins
   * @return the registry; they pass the same checks
   */
  public static PluginRegistry of(SelfSupervisedPlugin... plugins) {
    PluginDiscovery discovery = new PluginDiscovery(PluginAdmission.OF_ALL);
    for (SelfSupervisedPlugin plugin : plugins) {
      discovery.add(plugin);
    }
    return discovery.registry(List.of());
  }

  /** One line a plugin; that something was left out is news to nobody who asked for it. */
  void log() {
    for (LoadedPlugin plugin : plugins) {
      LOGGER.log(
          Level.DEBUG,
          () ->
              "plugin %s, interface version %d: %s"
                  .formatted(plugin.descriptor(), plugin.descriptor().spiVersion(), names(plugin)));
    }
    for (BrokenPlugin plugin : broken) {
      boolean asked = plugin.stage() == BrokenPlugin.Stage.EXCLUDED;
      LOGGER.log(asked ? Level.DEBUG : Level.WARNING, () -> "plugin not usable: " + plugin);
    }
  }

  private static String names(LoadedPlugin plugin) {
    List<String> names = new ArrayList<>();
    for (ExtensionKind<?> kind : ExtensionKind.all()) {
      of(plugin, kind).forEach(item -> names.add(item.kind() + " " + item.name()));
    }
    return String.join(", ", names);
  }

  /**
   * The usable plugins.
   *
   * @return the plugins, in the order of their names
   */
  public List<PluginDescriptor> plugins() {
    return plugins.stream().map(LoadedPlugin::descriptor).toList();
  }

  /**
   * The plugins that were found but cannot be used.
   *
   * @return the plugins, in the order they were found
   */
  public List<BrokenPlugin> broken() {
    return broken;
  }

  /** Where plugins were looked for beside the class path; nothing if it was there alone. */
  List<String> lookedIn() {
    return lookedIn;
  }

  /**
   * Pins of the jars of all usable plugins as they are now, for {@link PluginSearch#withPins}.
   *
   * @return one pin a jar, in the order of plugins; none for a plugin that is in no jar
   * @throws PluginException if a jar cannot be read any more
   */
  public List<PluginPin> pins() {
    Set<PluginPin> pins = new LinkedHashSet<>();
    for (LoadedPlugin plugin : plugins) {
      plugin.jars().forEach(jar -> pins.add(pin(jar, plugin.descriptor())));
    }
    return List.copyOf(pins);
  }

  private static PluginPin pin(Path jar, PluginDescriptor plugin) {
    try {
      return PluginPin.of(jar);
    } catch (IOException e) {
      throw new PluginException("cannot read %s of plugin %s: %s".formatted(jar, plugin, e), e);
    }
  }

  /**
   * All of a kind.
   *
   * @param kind the kind
   * @param <F> the type of its factories
   * @return all that usable plugins bring, in the order of names
   */
  public <F> List<Registered<F>> all(ExtensionKind<F> kind) {
    return items(kind).stream()
        .map(item -> new Registered<>(item.factory(), item.plugin()))
        .toList();
  }

  /**
   * Finds one by its name.
   *
   * @param kind the kind
   * @param name the name
   * @param askedBy who asks, for messages, such as {@code loss=byol in train.properties:2}
   * @param <F> the type of its factory
   * @return the factory and its plugin
   * @throws UnknownExtensionException if no usable plugin brings it; the message lists what there
   *     is
   * @throws PluginException if more than one plugin brings it; the message names each with its jar
   */
  public <F> Registered<F> find(ExtensionKind<F> kind, String name, String askedBy) {
    List<Item<F>> found = items(kind).stream().filter(item -> item.name().equals(name)).toList();
    if (found.isEmpty()) {
      found = formerly(kind, name, askedBy);
    }
    if (found.isEmpty()) {
      throw new UnknownExtensionException(new NotFoundAnswer(this, kind, name), askedBy);
    }
    if (found.size() > 1) {
      throw new PluginException(
          "%d plugins bring a %s named '%s' (from %s); remove all but one:\n%s"
              .formatted(
                  found.size(),
                  kind,
                  name,
                  askedBy,
                  found.stream().map(Item::line).collect(Collectors.joining("\n"))));
    }
    return new Registered<>(found.get(0).factory(), found.get(0).plugin());
  }

  private <F> List<Item<F>> formerly(ExtensionKind<F> kind, String name, String askedBy) {
    List<Item<F>> found =
        items(kind).stream().filter(item -> item.formerNames().contains(name)).toList();
    if (found.size() == 1) {
      LOGGER.log(
          Level.WARNING,
          () ->
              "the %s '%s' (from %s) is named '%s' now"
                  .formatted(kind.singular(), name, askedBy, found.get(0).name()));
    }
    return found;
  }

  <F> List<Item<F>> items(ExtensionKind<F> kind) {
    return plugins.stream()
        .flatMap(plugin -> of(plugin, kind).stream())
        .sorted(Comparator.comparing(Item::name))
        .toList();
  }

  /** The items of all kinds but one that go by a name. */
  List<Item<?>> elsewhere(ExtensionKind<?> left, String name) {
    Map<String, Item<?>> found = new LinkedHashMap<>();
    for (ExtensionKind<?> kind : ExtensionKind.all()) {
      if (kind != left) {
        items(kind).stream()
            .filter(item -> item.name().equals(name) || item.shortName().equals(name))
            .forEach(item -> found.putIfAbsent(kind.singular(), item));
      }
    }
    return List.copyOf(found.values());
  }

  private static <F> List<Item<F>> of(LoadedPlugin plugin, ExtensionKind<F> kind) {
    @SuppressWarnings("unchecked") // PluginInspection put this kind's own factories there
    List<F> factories = (List<F>) plugin.extensions().get(kind);
    return factories.stream()
        .map(factory -> new Item<>(kind, factory, plugin.descriptor()))
        .toList();
  }

  /** A factory with its kind and plugin. */
  record Item<F>(ExtensionKind<F> kind, F factory, PluginDescriptor plugin) {

    String name() {
      return kind.nameOf(factory);
    }

    List<String> formerNames() {
      return factory instanceof ExtensionFactory described ? described.formerNames() : List.of();
    }

    String shortName() {
      return kind.shortNameOf(factory);
    }

    String line() {
      return "  " + factory.getClass().getName() + " of plugin " + plugin;
    }
  }
}
