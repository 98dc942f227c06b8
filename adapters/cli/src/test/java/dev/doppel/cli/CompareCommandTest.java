package dev.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.cli.file.Storage;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.spi.SelfSupervisedPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompareCommandTest {

  private static final List<String> TINY =
      List.of(
          "data=shapes",
          "data.size=16",
          "data.count=64",
          "batch-size=16",
          "steps=4",
          "optimizer.warmup-steps=1");

  @TempDir Path folder;

  @Test
  void compare_allMethods_trainsEachAsTrainDoesAndWritesTheTable() throws IOException {
    Path output = folder.resolve("all");
    CommandRun run =
        CommandRun.of(
            new Storage(),
            recipe -> twoMethods(),
            Optional.empty(),
            arguments(output, "--methods", "all", "seed=7", "guard.feature-std.interval=1"));

    assertThat(run.status()).as(run.err()).isZero();
    List<String> lines = run.out().lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).matches("METHOD +BACKEND +STEPS +TRAINING +KNN .*RESULT");
    assertThat(lines.get(1)).startsWith("byol     djl      4 ").endsWith("completed 4 steps");
    assertThat(lines.get(2)).startsWith("simsiam  djl      4 ").endsWith("completed 4 steps");
    assertThat(lines.get(3)).isEqualTo("report: " + output.resolve("report.html").toUri());
    assertThat(run.err().lines())
        .allMatch(line -> line.matches("method [12] of 2: .*"))
        .contains(
            "method 2 of 2:   4 steps of 16 images, guards: feature-std, effective-rank, non-finite");
    assertThat(output.toFile().list())
        .containsExactlyInAnyOrder(
            "byol-seed-7",
            "simsiam-seed-7",
            "table.md",
            "table.csv",
            "results.json",
            "report.html");
    assertThat(output.resolve("byol-seed-7").toFile().list())
        .containsExactlyInAnyOrder(
            "recipe.properties",
            "metrics.csv",
            "accuracy.csv",
            "checkpoints",
            "encoder-0000.params",
            "summary.json",
            "comparison.properties",
            "report.html");
    assertThat(Files.readString(output.resolve("results.json")))
        .containsPattern("\"gain\": -?[\\d.E-]+, \"gain-low\": -?[\\d.E-]+, \"gain-high\": ")
        .containsPattern("\"linear-probe-accuracy\": [\\d.]+,");
    String page = Files.readString(output.resolve("report.html"));
    assertThat(page)
        .contains("Nearest-neighbour accuracy", "Standard deviation of features")
        .contains("<a href=\"simsiam-seed-7/report.html\">simsiam</a>");
    assertThat(Files.readAllLines(output.resolve("byol-seed-7/accuracy.csv")))
        .hasSize(6)
        .first()
        .isEqualTo("step,knn.accuracy");

    // Measuring in between changes nothing of a run.
    Path alone = folder.resolve("alone");
    CommandRun.train(alone, "seed=7", "guard.feature-std.interval=1");
    assertThat(output.resolve("byol-seed-7/metrics.csv"))
        .hasSameTextualContentAs(alone.resolve("metrics.csv"));
    String before = accuracies(alone);
    assertThat(accuracies(output.resolve("byol-seed-7"))).isEqualTo(before);
  }

  @Test
  void compare_again_takesFinishedRunsOver() throws IOException {
    Path output = folder.resolve("twice");
    CommandRun first = compare(output, "--methods", "simsiam", "seed=3");
    Path metrics = output.resolve("simsiam-seed-3/metrics.csv");
    FileTime written = Files.getLastModifiedTime(metrics);
    String row = Files.readAllLines(output.resolve("table.csv")).get(1);
    Files.delete(output.resolve("table.md"));
    CommandRun second = compare(output, "--methods", "simsiam", "seed=3");
    String again = Files.readAllLines(output.resolve("table.csv")).get(1);
    CommandRun third = compare(output, "--methods", "simsiam", "--seeds", "2", "seed=3");

    assertThat(first.status()).as(first.err()).isZero();
    String takenOver =
        "simsiam was run before, taken over from " + output.resolve("simsiam-seed-3");
    assertThat(second)
        .isEqualTo(new CommandRun(0, first.out(), "method 1 of 1: " + takenOver + "\n"));
    assertThat(again).isEqualTo(row);
    assertThat(output.resolve("table.md")).exists();
    assertThat(third.status()).as(third.err()).isZero();
    assertThat(third.err()).startsWith("method 1 of 1, seed 1 of 2: " + takenOver + "\n");
    assertThat(third.out()).contains("2 of 2 runs completed", " ± ");
    assertThat(output.resolve("simsiam-seed-4/encoder-0000.params")).exists();
    assertThat(Files.getLastModifiedTime(metrics)).isEqualTo(written);

    CommandRun other = compare(output, "--methods", "simsiam", "seed=3", "steps=5");
    assertThat(other)
        .isEqualTo(
            new CommandRun(
                2,
                "",
                "doppel: '"
                    + output.resolve("simsiam-seed-3")
                    + "' holds a finished run of another recipe: steps was 4 and would be 5; name"
                    + " another folder (--output), or remove that run\n"));
  }

  @Test
  void compare_runThatDidNotComeToItsEnd_isBegunAnew() throws IOException {
    Path output = folder.resolve("cut");
    compare(output, "--methods", "simsiam", "seed=3");
    Path run = output.resolve("simsiam-seed-3");
    Files.delete(run.resolve("comparison.properties"));
    Files.delete(run.resolve("summary.json"));
    CommandRun again = compare(output, "--methods", "simsiam", "seed=3");

    assertThat(again.status()).as(again.err()).isZero();
    assertThat(again.err())
        .startsWith(
            "method 1 of 1: begun anew, since the run in " + run + " did not come to its end\n");
    assertThat(run.resolve("summary.json")).exists();
    assertThat(again.out()).contains("completed 4 steps");
  }

  @Test
  void compare_runThatDiverges_isARowAndTheOthersGoOn() throws IOException {
    Path wild = recipe("wild", "recipe = byol\noptimizer = sgd\noptimizer.learning-rate = 1e30\n");
    Path calm = recipe("calm", "recipe = simsiam\n");
    Path output = folder.resolve("mixed");
    // The first run needs more steps than four to be seen to diverge.
    CommandRun run =
        compare(
            output,
            "--recipes",
            wild.toString(),
            calm.toString(),
            "guards=non-finite",
            "steps=12",
            "seed=1");

    assertThat(run.status()).as(run.err()).isEqualTo(4);
    assertThat(run.out().lines().toList().get(1))
        .matches("wild +djl +12( +–){6} +divergence at step .+ +stopped by .*")
        .contains("stopped by a guard after ", "non-finite at step ");
    assertThat(run.out().lines().toList().get(2)).endsWith("completed 12 steps");
    assertThat(Files.readString(output.resolve("results.json")))
        .contains("\"completed-runs\": 0", "\"completed-runs\": 1");

    CommandRun again =
        compare(
            output,
            "guards=non-finite",
            "steps=12",
            "seed=1",
            "--recipes",
            wild.toString(),
            calm.toString());
    assertThat(again.status()).isEqualTo(4);
    assertThat(again.out()).isEqualTo(run.out());
    assertThat(again.err().lines()).hasSize(2).allMatch(line -> line.contains("taken over from"));
  }

  @Test
  void compare_deviceThatIsAbsent_isARowThatSaysWhy() throws IOException {
    Path broken = recipe("broken", "recipe = byol\ndevice = gpu:63\n");
    Path output = folder.resolve("absent");
    CommandRun run = compare(output, "--recipes", broken.toString(), "--methods", "simsiam");

    assertThat(run.status()).as(run.err()).isEqualTo(5);
    assertThat(run.out()).contains("completed 4 steps", "failed: ").contains("gpu:63");
    assertThat(run.err()).contains("method 2 of 2: broken failed: ");
    assertThat(output.resolve("broken-seed-0")).doesNotExist();
  }

  @Test
  void compare_nothingToCompare_isRefused() {
    assertRefused(
        "nothing to compare; name recipes, such as --methods byol,simsiam, --methods all, or"
            + " --recipes FILE...");
    assertRefused(
        "two recipes are named 'byol' (--methods, --recipes); each needs a name of its own",
        "--methods",
        "byol,byol");
    assertRefused("--seeds is 0; allowed are 1 to 1000", "--methods", "byol", "--seeds", "0");
  }

  @Test
  void compare_mistakeInARecipe_endsBeforeTheFirstRun() {
    CommandRun run = compare(folder.resolve("none"), "--methods", "byol,simsam", "stepps=3");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).startsWith("doppel: ").contains("stepps").contains("steps");
    assertThat(folder.resolve("none")).doesNotExist();
    CommandRun unknown = compare(folder.resolve("none"), "--methods", "byol,simsam");
    assertThat(unknown.status()).isEqualTo(2);
    assertThat(unknown.err()).contains("simsam");
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  void compare_folderOfARun_isRefused() throws IOException {
    Path run = Files.createDirectory(folder.resolve("run"));
    Files.writeString(run.resolve("report.html"), "mine");
    CommandRun refused = compare(run, "--methods", "byol");

    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).contains("holds something else than a comparison");
    assertThat(run.resolve("report.html")).hasContent("mine");
  }

  private void assertRefused(String message, String... arguments) {
    Path output = folder.resolve("refused");

    assertThat(compare(output, arguments))
        .isEqualTo(new CommandRun(2, "", "doppel: " + message + "\n"));
    assertThat(output).doesNotExist();
  }

  private Path recipe(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name + ".properties"), text);
  }

  private static String accuracies(Path run) throws IOException {
    return Stream.of(Files.readString(run.resolve("summary.json")).split(", \""))
        .filter(entry -> entry.startsWith("knn-accuracy"))
        .reduce("", String::concat);
  }

  /** The plugins on the class path without those of other methods, so that two are all. */
  private static PluginRegistry twoMethods() {
    return PluginRegistry.of(
        ServiceLoader.load(SelfSupervisedPlugin.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(
                plugin ->
                    plugin.recipes().stream()
                        .allMatch(preset -> Set.of("byol", "simsiam").contains(preset.name())))
            .toArray(SelfSupervisedPlugin[]::new));
  }

  private static CommandRun compare(Path output, String... more) {
    return CommandRun.of(arguments(output, more));
  }

  private static String[] arguments(Path output, String... more) {
    List<String> arguments = new ArrayList<>(List.of("compare", "--output", output.toString()));
    TINY.stream()
        .filter(setting -> Stream.of(more).noneMatch(other -> key(other).equals(key(setting))))
        .forEach(arguments::add);
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private static String key(String setting) {
    return setting.substring(0, Math.max(0, setting.indexOf('=')));
  }
}
