package dev.doppel.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts lightly's program for a method, with the network and the heads of its recipe. */
final class LightlyMethod {

  private static final List<String> METHODS =
      List.of("byol", "simsiam", "simclr", "barlow-twins", "swav", "dino");

  private LightlyMethod() {}

  /** Whether its program has the method. */
  static boolean has(String method) {
    return METHODS.contains(method);
  }

  static PeerProcess start(MethodWorkload workload) throws IOException {
    Map<String, String> settings = workload.settings();
    List<String> arguments = new ArrayList<>();
    add(arguments, "method", workload.method());
    add(arguments, "layers", settings.get("backbone.layers"));
    add(arguments, "first-kernel", settings.get("backbone.first-kernel"));
    add(arguments, "reduction", settings.get("backbone.reduction"));
    add(arguments, "pooling", settings.get("backbone.pooling"));
    if (settings.get("backbone.standardize").equals("true")) {
      arguments.add("--standardize");
    }
    add(arguments, "size", String.valueOf(workload.plan().imageSize()));
    add(arguments, "batch", settings.get("batch-size"));
    add(arguments, "threads", settings.get("threads"));
    boolean perView = settings.get("batch-statistics").equals("per-view");
    add(arguments, "batch-statistics", perView ? "per-view" : "per-size");
    add(arguments, "projector", layers(settings.get("projector")));
    if (settings.containsKey("views.local-crops")) {
      add(arguments, "local-crops", settings.get("views.local-crops"));
      add(arguments, "local-size", settings.get("views.local-size"));
      int width = workload.plan().projector().outputWidth(0);
      int prototypes = workload.plan().predictor().outputWidth(width);
      add(arguments, "prototypes", String.valueOf(prototypes));
    } else if (!settings.get("predictor").equals("none")) {
      add(arguments, "predictor", settings.get("predictor"));
    }
    if (settings.containsKey("loss.temperature")) {
      add(arguments, "temperature", settings.get("loss.temperature"));
    }
    if (workload.hasTarget()) {
      add(arguments, "momentum", settings.get("target-update.momentum"));
    }
    return new PeerProcess("methods_lightly.py", arguments.toArray(String[]::new));
  }

  /** Without initial weights, which cost nothing, and without the end that the program adds. */
  private static String layers(String head) {
    return head.replaceAll(",\\s*std=[0-9.]+", "").replaceAll("\\s*l2-normalize.*", "").strip();
  }

  private static void add(List<String> arguments, String name, String value) {
    arguments.add("--" + name);
    arguments.add(value);
  }
}
