package dev.doppel.runtime.recipe;

import dev.doppel.runtime.plugin.PluginDescriptor;
import dev.doppel.runtime.step.ConfiguredGuard;
import dev.doppel.spi.guard.CollapseMonitor;
import java.util.Map;
import java.util.Optional;

/**
 * The monitors that have nothing to look at in a watch, and so never speak: whoever names one would
 * believe that the run is watched for what it finds. Monitors do not declare what they look at, so
 * this is a list, of those of this project's plugin alone. What another plugin's monitors look at
 * is not known here, and one may have the name of one of these.
 */
final class SilentGuards {

  private static final String PLUGIN = "guards";

  private static final String TARGETS = "targets";
  private static final String TARGET_NETWORK = "a target network";
  private static final String REFERENCE = "the loss's reference values";

  private static final Map<String, String> NEEDS =
      Map.of(
          "target-entropy",
          TARGETS,
          "dead-prototypes",
          TARGETS,
          "target-alias",
          TARGET_NETWORK,
          "target-drift",
          TARGET_NETWORK,
          "loss-plateau",
          REFERENCE,
          "loss-floor",
          REFERENCE);

  private SilentGuards() {}

  /**
   * What is wrong with a monitor in a watch; empty if it can speak.
   *
   * @param guard the monitor
   * @param knowsReference whether the watch is told the loss's reference values
   */
  static Optional<String> problem(ConfiguredGuard<CollapseMonitor> guard, boolean knowsReference) {
    boolean isOwn =
        guard.origin().plugin().map(PluginDescriptor::name).filter(PLUGIN::equals).isPresent();
    return Optional.ofNullable(NEEDS.get(guard.name()))
        .filter(need -> isOwn && !(knowsReference && need.equals(REFERENCE)))
        .map(need -> problem(guard.name(), need, knowsReference));
  }

  private static String problem(String name, String need, boolean knowsReference) {
    return ("guard '%s' looks at %s, which this watch does not have, and would never say anything;"
            + " of plugin %s it can have feature-std, effective-rank, alignment-uniformity%s and"
            + " non-finite")
        .formatted(name, need, PLUGIN, knowsReference ? ", loss-plateau, loss-floor" : "");
  }
}
