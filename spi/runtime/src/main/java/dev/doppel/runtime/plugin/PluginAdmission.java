package dev.doppel.runtime.plugin;

import dev.doppel.runtime.plugin.BrokenPlugin.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which plugin jars may be loaded: those that are not left out and, where there are pins, match
 * one. A jar without a pin is as unknown as one with other content, so pins are for all or none.
 *
 * @param pins the pins; none to load jars whatever is in them
 * @param excluded the file names of jars, or of folders that hold plugins, to leave out
 */
record PluginAdmission(List<PluginPin> pins, Set<String> excluded) {

  static final PluginAdmission OF_ALL = new PluginAdmission(List.of(), Set.of());

  private static final String NOT_LOADED = "; it was not loaded";

  /** Why something is not loaded, in words that follow its name. */
  record Refusal(Stage stage, String reason) {}

  /** Whether a jar, or what else {@link CodeLocation} names, may not be loaded, and why. */
  Optional<Refusal> refusal(String location) {
    Optional<Refusal> exclusion = exclusion(location);
    return exclusion.isPresent() || pins.isEmpty()
        ? exclusion
        : mismatch(location).map(reason -> new Refusal(Stage.UNTRUSTED, reason + NOT_LOADED));
  }

  /** Whether a jar, or a folder with the jars of one plugin, is left out. */
  Optional<Refusal> exclusion(String location) {
    return excluded.contains(CodeLocation.fileName(location))
        ? Optional.of(new Refusal(Stage.EXCLUDED, "is left out by plugin.exclude"))
        : Optional.empty();
  }

  private Optional<String> mismatch(String location) {
    Optional<Path> jar = CodeLocation.jar(location);
    if (jar.isEmpty()) {
      return Optional.of("is not in a jar, which alone can match a pin of plugin.sha256");
    }
    String name = CodeLocation.fileName(location);
    List<String> allowed =
        pins.stream().filter(pin -> pin.jar().equals(name)).map(PluginPin::sha256).toList();
    if (allowed.isEmpty()) {
      return Optional.of("has no pin in plugin.sha256, where each plugin's jar needs one");
    }
    String found;
    try {
      found = PluginPin.of(jar.get()).sha256();
    } catch (IOException e) {
      return Optional.of("cannot be read to compare it with its pin in plugin.sha256: " + e);
    }
    return allowed.contains(found)
        ? Optional.empty()
        : Optional.of(
            "has the SHA-256 %s, but its pin in plugin.sha256 is %s"
                .formatted(found, String.join(" or ", allowed)));
  }
}
