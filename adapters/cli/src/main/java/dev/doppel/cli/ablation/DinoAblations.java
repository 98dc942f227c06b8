package dev.doppel.cli.ablation;

import static dev.doppel.cli.ablation.AblationSuites.core;
import static dev.doppel.cli.ablation.AblationSuites.further;

import java.util.List;
import java.util.Map;

/** What keeps DINO from collapsing. */
final class DinoAblations {

  private static final String CENTRE = "target-shaping.center-momentum";

  private DinoAblations() {}

  static AblationSuite suite() {
    return new AblationSuite(
        "dino",
        "nearest neighbours on ImageNet, ViT-S/16: arXiv 2104.14294, table 7, appendices B and D; of"
            + " centring and sharpening figure 7 gives the entropies.",
        AblationSuites.common(
            Map.of(
                // Eight crops an image: so that the core variants take no longer than others' do.
                "steps",
                "240",
                "optimizer.warmup-steps",
                "24",
                "guards",
                "clip, freeze-last-layer, feature-std, effective-rank, target-entropy, non-finite",
                "guard.target-entropy.action",
                "warn")),
        List.of(
            core("full", Map.of(), "72.8 %", Direction.HEALTHY),
            // A centre that never moves from zero.
            core("no-centring", Map.of(CENTRE, "1"), "entropy to 0", Direction.ONE_ANSWER),
            core(
                "no-sharpening",
                Map.of("target-shaping.teacher-temperature", "0.1"),
                "entropy to ln K",
                Direction.UNIFORM),
            core(
                "no-momentum",
                Map.of("target-update.momentum", "0", "target-update.schedule", "constant"),
                "0.1 %",
                Direction.COLLAPSE),
            further(
                "centre-momentum-0",
                Map.of(CENTRE, "0"),
                "69.1 % (0.9: 69.7 %)",
                Direction.HEALTHY),
            further("centre-momentum-0.999", Map.of(CENTRE, "0.999"), "0.1 %", Direction.COLLAPSE),
            further(
                "sinkhorn", Map.of("target-shaping", "sinkhorn"), "72.2 %", Direction.HEALTHY)));
  }
}
