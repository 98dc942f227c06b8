package dev.doppel.cli.training;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a run's figures depend on beside its recipe: the versions and the machine. */
public final class HostFacts {

  private HostFacts() {}

  /**
   * All of them.
   *
   * @return texts by name, for reports
   */
  public static Map<String, String> all() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Doppel", version());
    facts.put("Java", System.getProperty("java.vm.name") + " " + Runtime.version());
    facts.put(
        "system",
        "%s %s, %d processors"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors()));
    return facts;
  }

  private static String version() {
    String version = HostFacts.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }
}
