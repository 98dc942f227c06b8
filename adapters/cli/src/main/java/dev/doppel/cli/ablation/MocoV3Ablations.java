package dev.doppel.cli.ablation;

import static dev.doppel.cli.ablation.AblationSuites.core;
import static dev.doppel.cli.ablation.AblationSuites.further;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What MoCo v3 gains by its parts, and how its vision transformer becomes unstable. */
final class MocoV3Ablations {

  /** At which the first layer's gradient spikes. */
  private static final String HIGH_RATE = "0.05";

  /** The transformers' own measure: they are other networks, at another rate. */
  private static final String FIXED = "vit-fixed-patch-projection";

  private MocoV3Ablations() {}

  static AblationSuite suite() {
    return new AblationSuite(
        "moco-v3",
        "linear probes on ImageNet, ViT, 100 to 300 epochs: arXiv 2104.02057, tables 2, 5 and 6 and"
            + " figures 1 to 4.",
        AblationSuites.common(Map.of()),
        List.of(
            core("full", Map.of(), "76.5 %", Direction.HEALTHY),
            core("no-predictor", Map.of("predictor", "none"), "75.5 %", Direction.HEALTHY),
            core("momentum-0", momentum("0"), "74.3 %", Direction.HEALTHY),
            further("momentum-0.9", momentum("0.9"), "75.6 %", Direction.HEALTHY),
            further("momentum-0.99", momentum("0.99"), "76.5 %", Direction.HEALTHY),
            further("momentum-0.999", momentum("0.999"), "75.0 %", Direction.HEALTHY),
            core(FIXED, vit("fixed-patch-projection, gradient-spike"), "73.4 %", Direction.HEALTHY)
                .beside(FIXED),
            core(
                    "vit-trained-patch-projection",
                    vit("gradient-spike"),
                    "71.7 %, spikes of the first layer's gradient",
                    Direction.LEARNS_LESS)
                .beside(FIXED)));
  }

  private static Map<String, String> momentum(String value) {
    return Map.of("target-update.momentum", value, "target-update.schedule", "constant");
  }

  private static Map<String, String> vit(String guards) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("recipe", "moco-v3-vit");
    settings.put("optimizer.learning-rate", HIGH_RATE);
    settings.put("guards", "feature-std, effective-rank, non-finite, " + guards);
    settings.put("guard.gradient-spike.record", "all");
    settings.put("guard.gradient-spike.threshold", "3");
    return settings;
  }
}
