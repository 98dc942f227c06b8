package dev.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AblateCommandTest {

  @TempDir Path folder;

  @Test
  void ablate_simSiam_trainsTheCoreVariantsAndSaysWhatBecameOfEach() throws IOException {
    Path output = folder.resolve("ablated");
    CommandRun run = run("simsiam", "--output", output.toString());

    assertThat(run.status()).as(run.err()).isZero();
    List<String> lines = run.out().lines().toList();
    assertThat(lines.get(0)).matches("VARIANT +LOSS +SQRT\\(D\\) STD +RANKME .*PUBLISHED");
    assertThat(lines.subList(1, lines.size() - 1))
        .extracting(line -> line.split(" ", 2)[0])
        .containsExactly(
            "full",
            "no-stop-gradient",
            "no-predictor",
            "fixed-random-predictor",
            "no-batch-norm-in-heads");
    assertThat(lines.get(1)).endsWith("67.7 %");
    assertThat(lines.get(lines.size() - 1)).startsWith("report: file:");
    assertThat(Files.readString(output.resolve("report.html")))
        .contains("Ablations of simsiam", "Effective rank (RankMe)", "arXiv 2011.10566");
    assertThat(Files.readString(output.resolve("results.json")))
        .contains("\"variant\": \"no-predictor\"", "\"published\": \"34.6 %, does not collapse\"");
    assertThat(Files.readAllLines(output.resolve("table.csv"))).hasSize(6);
    assertThat(Files.readString(output.resolve("no-predictor-seed-0/recipe.properties")))
        .contains("predictor = none", "guard.feature-std.action = warn");

    CommandRun again = run("simsiam", "--output", output.toString());
    assertThat(again.status()).as(again.err()).isZero();
    assertThat(again.err()).contains("full was run before, taken over from");
    assertThat(again.out()).isEqualTo(run.out());
  }

  @Test
  void ablate_namedVariant_isTrainedBesideItsBaselineAlone() {
    Path output = folder.resolve("one");
    CommandRun run = run("simsiam", "--variants", "no-predictor", "--output", output.toString());

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out().lines().skip(1).toList())
        .extracting(line -> line.split(" ", 2)[0])
        .containsExactly("full", "no-predictor", "report:");
  }

  @Test
  void ablate_rescueOfWhatDidNotCollapse_showsNothing() {
    CommandRun run =
        run(
            "byol",
            "--variants",
            "no-target-network,no-target-network-fast-predictor",
            "--output",
            folder.resolve("rescue").toString());

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out().lines().toList())
        .filteredOn(line -> line.startsWith("no-target-network-fast-predictor"))
        .singleElement()
        .asString()
        .contains("does not collapse: shows nothing, as no-target-network did not collapse");
  }

  @Test
  void ablate_onDl4j_trainsAndJudgesTheSameVariants() {
    Path output = folder.resolve("dl4j");
    CommandRun run =
        run(
            "simsiam",
            "--variants",
            "no-stop-gradient",
            "--output",
            output.toString(),
            "backend=dl4j");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out().lines().skip(1).toList())
        .extracting(line -> line.split(" ", 2)[0])
        .containsExactly("full", "no-stop-gradient", "report:");
    assertThat(run.out()).contains("collapses: ");
  }

  @Test
  void ablate_unknownVariant_namesThoseThatThereAre() {
    CommandRun run = run("simsiam", "--variants", "no-predictor,no-gradient");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .contains("no variant 'no-gradient' of simsiam; there are full, no-stop-gradient, ");
  }

  @Test
  void ablate_unknownSuite_isRefused() {
    CommandRun run = run("byoll");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("no suite 'byoll'; there are byol, simsiam, dino or moco-v3");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void ablate_mistypedSetting_isRefusedBeforeTheFirstRun() {
    Path output = folder.resolve("mistyped");
    CommandRun run = run("simsiam", "--output", output.toString(), "predictr=none");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("predictr").doesNotContain("method 1 of");
    assertThat(output).doesNotExist();
  }

  private static CommandRun run(String suite, String... more) {
    List<String> arguments = new ArrayList<>(List.of("ablate", suite));
    arguments.addAll(List.of(more));
    arguments.addAll(
        List.of(
            "data=shapes",
            "data.size=16",
            "data.count=64",
            "batch-size=16",
            "steps=4",
            "optimizer.warmup-steps=1",
            "guard.feature-std.interval=1",
            "guard.effective-rank.interval=1"));
    return CommandRun.of(arguments.toArray(String[]::new));
  }
}
