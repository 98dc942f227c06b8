package dev.doppel.cli.ablation;

import static dev.doppel.cli.ablation.AblationSuites.core;
import static dev.doppel.cli.ablation.AblationSuites.further;

import java.util.List;
import java.util.Map;

/** What keeps SimSiam from collapsing. */
final class SimSiamAblations {

  private SimSiamAblations() {}

  static AblationSuite suite() {
    return new AblationSuite(
        "simsiam",
        "linear probes on ImageNet, ResNet-50, 100 epochs: arXiv 2011.10566, figure 2 and tables 1"
            + " to 3.",
        AblationSuites.common(Map.of()),
        List.of(
            core("full", Map.of(), "67.7 %", Direction.HEALTHY),
            core("no-stop-gradient", Map.of("stop-gradient", "off"), "0.1 %", Direction.COLLAPSE),
            core("no-predictor", Map.of("predictor", "none"), "0.1 %", Direction.COLLAPSE),
            core(
                "fixed-random-predictor",
                Map.of("optimizer.predictor-learning-rate-factor", "0"),
                "1.5 %, diverges",
                Direction.HIGH_LOSS),
            core(
                "no-batch-norm-in-heads",
                Map.of(
                    "projector", "linear(256) relu linear(256)",
                    "predictor", "linear(64) relu linear(256)"),
                "34.6 %, does not collapse",
                Direction.HEALTHY),
            further(
                "hidden-batch-norm",
                Map.of("projector", "linear(256, bias=false) bn relu linear(256)"),
                "67.4 %",
                Direction.HEALTHY),
            further(
                "all-batch-norm",
                Map.of("predictor", "linear(64, bias=false) bn relu linear(256, bias=false) bn"),
                "unstable, the loss oscillates",
                Direction.HEALTHY),
            further("batch-64", Map.of("batch-size", "64"), "66.1 %", Direction.HEALTHY),
            further("batch-256", Map.of("batch-size", "256"), "68.1 %", Direction.HEALTHY),
            further("batch-512", Map.of("batch-size", "512"), "68.1 %", Direction.HEALTHY)));
  }
}
