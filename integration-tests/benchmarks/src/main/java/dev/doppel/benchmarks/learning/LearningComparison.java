package dev.doppel.benchmarks.learning;

import dev.doppel.cli.training.PreparedRun;
import dev.doppel.cli.training.TrainingSettings;
import dev.doppel.runtime.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Trains recipes here and with lightly on PyTorch, one side after the other, and compares what the
 * encoders are worth: the accuracy of a weighted k-nearest-neighbour classifier, the same code on
 * the same images for both. Here a recipe runs as by {@code doppel train}. The peer, {@code
 * learn_lightly.py}, is sent the very views of that run and the resolved recipe, schedules as
 * numbers a step, so that both differ in initial weights, in the method's code and in nothing else.
 * A setting that the peer does not know ends the comparison.
 *
 * <p>The table goes to standard output, and with all figures to {@code learning.md} and {@code
 * learning.json} in the output folder, where each run keeps a folder too; it is written anew after
 * each row. {@code --help} lists the options. {@code -Dpeers} names the folder of the peer's
 * script.
 *
 * <pre>{@code
 * mvn -pl integration-tests/benchmarks -am -DskipTests verify \
 *     -Dbenchmark=learning.LearningComparison -Dbenchmark.options="--output FOLDER" -Dpython=PYTHON
 * }</pre>
 */
@Command(
    name = "LearningComparison",
    mixinStandardHelpOptions = true,
    description = "Trains recipes here and with lightly on the same views.")
public final class LearningComparison implements Callable<Integer> {

  private static final String SCRIPT = "learn_lightly.py";

  @Option(
      names = "--methods",
      split = ",",
      defaultValue = "byol,simsiam,dino,simclr,swav,barlow-twins",
      description = "Recipes, with commas between them (default: ${DEFAULT-VALUE}).")
  private List<String> methods = List.of();

  @Option(
      names = "--seeds",
      split = ",",
      defaultValue = "0,1",
      description = "Seeds, with commas between them (default: ${DEFAULT-VALUE}).")
  private List<Long> seeds = List.of();

  @Option(
      names = "--steps",
      defaultValue = "600",
      description = "The steps of each run, on both sides (default: ${DEFAULT-VALUE}).")
  private long steps;

  @Option(
      names = "--python",
      defaultValue = "${sys:python:-python3}",
      description = "The interpreter that has the peer (default: ${DEFAULT-VALUE}).")
  private String python = "";

  @Option(
      names = "--output",
      required = true,
      description = "A new folder for the runs and the tables.")
  private Path output = Path.of("");

  @Parameters(
      paramLabel = "KEY=VALUE",
      arity = "0..*",
      description = "Settings on top of the recipes, such as threads=2, for both sides.")
  private List<String> settings = List.of();

  private LearningComparison() {}

  /**
   * Runs the comparison.
   *
   * @param arguments the options
   */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new LearningComparison()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    // All first, so that a mistyped method does not end a comparison after an hour.
    Map<LearningPlace, LearningSides> prepared = prepare();
    List<LearningRow> rows = new ArrayList<>();
    for (Map.Entry<LearningPlace, LearningSides> entry : prepared.entrySet()) {
      LearningPlace place = entry.getKey();
      LearningSides sides = entry.getValue();
      System.err.println(place + ": training here");
      LearningRow row = sides.compare(place, () -> System.err.println(place + ": lightly"));
      System.err.println(row);
      rows.add(row);
      write(new LearningTable(List.copyOf(rows), steps, sides.protocol()));
    }
    System.out.print(Files.readString(output.resolve("learning.md")));
    return 0;
  }

  private void write(LearningTable table) throws IOException {
    Files.writeString(output.resolve("learning.md"), table.markdown());
    Files.writeString(output.resolve("learning.json"), table.json());
  }

  private Map<LearningPlace, LearningSides> prepare() throws IOException {
    Map<LearningPlace, LearningSides> prepared = new LinkedHashMap<>();
    for (String method : methods) {
      Recipe recipe = recipe(method);
      PreparedRun run = run(recipe);
      sides(run, Path.of(method)).check();
      for (long seed : seeds) {
        LearningPlace place = new LearningPlace(method, seed);
        prepared.put(place, sides(run.withSeed(recipe, seed), Path.of(place.folder())));
      }
    }
    return prepared;
  }

  private LearningSides sides(PreparedRun run, Path folder) {
    Path script = Path.of(System.getProperty("peers", "peers"), SCRIPT);
    return new LearningSides(run, output.resolve(folder), python, script);
  }

  private static PreparedRun run(Recipe recipe) {
    TrainingSettings found = TrainingSettings.defaults();
    return PreparedRun.of(
        recipe,
        found.plugins().apply(recipe),
        found.backends().get(),
        PreparedRun.Purpose.TRAINING);
  }

  private Recipe recipe(String method) {
    return Recipe.empty()
        .withSettings(Map.of("recipe", method), "--methods")
        .withSettings(
            Map.of("backend", "djl", "device", "cpu", "data", "/usr/share/datasets/fashion-mnist"),
            "the comparison")
        .withSettings(Map.of("steps", String.valueOf(steps)), "--steps")
        .withOverrides(settings);
  }
}
