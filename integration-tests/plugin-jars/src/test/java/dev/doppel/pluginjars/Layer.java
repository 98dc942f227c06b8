package dev.doppel.pluginjars;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A module and what it may see of the others: {@code plugins -> spi <- runtime <- adapters <- cli}.
 *
 * @param name the root of its packages, without {@code dev.doppel.}
 * @param visible the names of the modules it may depend on
 */
record Layer(String name, List<String> visible) {

  private static final List<Layer> FIXED =
      List.of(
          new Layer("spi", List.of()),
          new Layer("runtime", List.of("spi")),
          new Layer("testkit", List.of("spi", "runtime")),
          new Layer("data", List.of("spi", "runtime")),
          new Layer("djl", List.of("spi", "runtime")),
          new Layer("dl4j", List.of("spi", "runtime")),
          new Layer("cli", List.of("spi", "runtime", "data", "djl")));

  /** All modules, plugins included. */
  static List<Layer> all() {
    return Stream.concat(FIXED.stream(), plugins().stream()).toList();
  }

  /** The plugins' modules. */
  static List<Layer> plugins() {
    return PluginModules.all().stream()
        .map(module -> module.descriptor().name().replaceFirst("dev\\.doppel\\.", ""))
        .map(name -> new Layer(name, List.of("spi")))
        .toList();
  }

  /** The pattern of this module's packages. */
  String packages() {
    return "dev.doppel." + name + "..";
  }

  /** The patterns of its own packages and of those it may see. */
  String[] allowed() {
    List<String> patterns = new ArrayList<>(List.of(packages()));
    visible.forEach(other -> patterns.add("dev.doppel." + other + ".."));
    return patterns.toArray(String[]::new);
  }

  @Override
  public String toString() {
    return name;
  }
}
