package dev.doppel.cli;

import dev.doppel.cli.ablation.AblationLayout;
import dev.doppel.cli.ablation.AblationSuite;
import dev.doppel.cli.ablation.AblationSuites;
import dev.doppel.cli.ablation.AblationVariant;
import dev.doppel.cli.comparison.Contestant;
import dev.doppel.cli.training.Measuring;
import dev.doppel.cli.training.OfferedBackends;
import dev.doppel.runtime.recipe.Recipe;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains variants of a method, and shows which of its parts keep it from collapsing. */
@Command(
    name = "ablate",
    description = {
      "Trains a method and variants that lack one of its parts, from one seed, and shows which of"
          + " them collapse, what guards say and what the paper reports."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class AblateCommand implements Callable<Integer> {

  private final CommandContext context;
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "SUITE",
      description = "The method: " + AblationSuites.NAMES + ".")
  private String suite = "";

  @Parameters(
      index = "1..*",
      paramLabel = "KEY=VALUE",
      description = "Settings on top of every variant, such as data=auto steps=800.")
  private List<String> overrides = new ArrayList<>();

  @Option(names = "--full", description = "Train all variants, not only the core ones.")
  private boolean full;

  @Option(
      names = "--variants",
      paramLabel = "NAME",
      split = ",",
      description = "Train these variants, and what they are held against, only.")
  private List<String> variants = new ArrayList<>();

  @Mixin private RepeatedRuns repeated;

  AblateCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    repeated.check();
    AblationSuite chosen = AblationSuites.named(suite);
    String backend = OfferedBackends.nameFor(Recipe.empty().withOverrides(overrides));
    List<AblationVariant> trained =
        variants.isEmpty() ? chosen.variants(full, backend) : chosen.variants(variants, backend);
    List<Contestant> contestants =
        trained.stream()
            .map(variant -> new Contestant(variant.name(), chosen.recipe(variant, overrides)))
            .toList();
    return new ComparisonRun(context, spec.commandLine())
        .run(
            contestants,
            repeated.seeds(),
            // Variants are measured against each other, not against an untrained network.
            new Measuring(false, repeated.measurements(0), false),
            new AblationLayout(chosen, backend),
            repeated.output("ablate-" + chosen.name()),
            context.plugins());
  }
}
