package dev.doppel.cli.ablation;

import static dev.doppel.cli.ablation.AblationSuites.core;
import static dev.doppel.cli.ablation.AblationSuites.further;

import java.util.List;
import java.util.Map;

/** What keeps BYOL from collapsing. */
final class ByolAblations {

  private static final String NO_TARGET_NETWORK = "no-target-network";
  private static final String SIMCLR = "simclr";
  private static final String PLAIN_HEAD = "linear(256) relu linear(128)";
  private static final String GROUP_HEAD =
      "weight-standardized-linear(256) gn(16) relu weight-standardized-linear(128)";

  private ByolAblations() {}

  static AblationSuite suite() {
    return new AblationSuite(
        "byol",
        "linear probes on ImageNet, ResNet-50: 300 epochs, arXiv 2006.07733, tables 5 and 21; on"
            + " normalisation 1,000 epochs, arXiv 2010.10241.",
        AblationSuites.common(Map.of()),
        List.of(
            core("full", Map.of(), "72.5 %", Direction.HEALTHY),
            core("no-predictor", Map.of("predictor", "none"), "0.2 %", Direction.COLLAPSE),
            core(NO_TARGET_NETWORK, momentum("0"), "0.3 %", Direction.COLLAPSE),
            core(
                "random-target",
                Map.of("target-update", "frozen"),
                "18.8 %",
                Direction.LEARNS_LESS),
            further("momentum-0.9", momentum("0.9"), "68.4 %", Direction.HEALTHY),
            further("momentum-0.99", momentum("0.99"), "72.5 %", Direction.HEALTHY),
            further("momentum-0.999", momentum("0.999"), "69.8 %", Direction.HEALTHY),
            core("no-batch-norm", withoutNormalization(), "random level", Direction.COLLAPSE),
            further(
                "no-batch-norm-in-encoder",
                Map.of("backbone.normalization", "none", "backbone.standardize", "false"),
                "not reported",
                Direction.HEALTHY),
            further(
                "no-batch-norm-in-projector",
                Map.of("projector", PLAIN_HEAD),
                "not reported",
                Direction.HEALTHY),
            core(
                    "group-norm",
                    Map.of(
                        "backbone.normalization",
                        "group",
                        "backbone.standardize",
                        "false",
                        "projector",
                        GROUP_HEAD,
                        "predictor",
                        GROUP_HEAD),
                    "73.9 % (batch norm: 74.3 %)",
                    Direction.HEALTHY)
                .onlyOn("djl"),
            further(SIMCLR, Map.of("recipe", "simclr"), "69.4 %", Direction.HEALTHY).beside(SIMCLR),
            further(
                    "simclr-no-normalization",
                    Map.of(
                        "recipe", "simclr",
                        "backbone.normalization", "none",
                        "backbone.standardize", "false",
                        "projector", PLAIN_HEAD),
                    "fails too, with explicit negatives",
                    Direction.LEARNS_LESS)
                .beside(SIMCLR),
            further(
                    "no-target-network-fast-predictor",
                    Map.of(
                        "target-update.momentum", "0",
                        "target-update.schedule", "constant",
                        "optimizer.predictor-learning-rate-factor", "10"),
                    "66.6 % (5.5 % at the rate of the others)",
                    Direction.HEALTHY)
                .rescuing(NO_TARGET_NETWORK)));
  }

  private static Map<String, String> momentum(String value) {
    return Map.of("target-update.momentum", value, "target-update.schedule", "constant");
  }

  private static Map<String, String> withoutNormalization() {
    return Map.of(
        "backbone.normalization",
        "none",
        "backbone.standardize",
        "false",
        "projector",
        PLAIN_HEAD,
        "predictor",
        PLAIN_HEAD);
  }
}
