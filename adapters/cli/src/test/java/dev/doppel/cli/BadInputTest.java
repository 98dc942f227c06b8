package dev.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.cli.file.FullDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people get wrong: each with its exact message and exit status. */
final class BadInputTest {

  @TempDir Path folder;

  @Test
  void train_unknownMethod_namesTheNearest() {
    CommandRun run = CommandRun.of("train", "--recipe", "byoll", "data=shapes");

    assertThat(run.err())
        .startsWith(
            """
            doppel: 1 problem in recipe (--recipe, command line):
              recipe = byoll  no recipe named 'byoll'; did you mean 'byol'? (--recipe)
                available recipes: barlow-twins-imagenet\
            """);
    assertThat(run.status()).isEqualTo(2);
  }

  @Test
  void train_unknownKey_namesTheNearest() {
    assertProblem(
        "stps = 3  is not a key of recipes; did you mean 'steps'? (command line)", "stps=3");
  }

  @Test
  void train_unknownValue_namesTheNearest() {
    CommandRun run = CommandRun.of("train", "--recipe", "byol", "data=shapes", "loss=simsiamm");

    assertThat(run.err())
        .startsWith(
            """
            doppel: 1 problem in recipe (--recipe, command line):
              loss = simsiamm  no loss named 'simsiamm'; did you mean 'simsiam'? (command line)
                available losses: barlow-twins\
            """);
    assertThat(run.status()).isEqualTo(2);
  }

  @Test
  void train_valueOutOfRange_saysTheRange() {
    assertProblem(
        "target-update.momentum = 1.2  must be a number in [0, 1] (command line)",
        "target-update.momentum=1.2");
  }

  @Test
  void train_repeatedKey_saysBothValues() {
    assertProblem(
        "seed = 4  is repeated, it was set to '3' before (command line)", "seed=3", "seed=4");
  }

  @Test
  void train_unresolvedReference_saysWhich() {
    assertProblem(
        "seed = ${absent}  refers to ${absent}, a key that is not set (command line)",
        "seed=${absent}");
  }

  @Test
  void train_notAnAssignment_saysWhatIsExpected() {
    assertProblem("steps  must be a key and a value, such as steps=800 (command line)", "steps");
  }

  @Test
  void train_dataOption_isCheckedLikeTheOthers() {
    assertProblem(
        "data.size = 4  must be a whole number in [8, 4096] (command line)", "data.size=4");
  }

  @Test
  void train_noData_saysHowToNameThem() {
    assertError(
        2,
        "no data: set the key 'data' to a path, to 'shapes' for drawn images, or to 'auto'",
        "train",
        "--recipe",
        "byol");
  }

  @Test
  void train_batchLargerThanTheData_saysBoth() {
    assertProblem(
        "batch-size = 101  must be at most the number of samples in the data, which is 100"
            + " (command line)",
        "data.count=100",
        "batch-size=101");
  }

  @Test
  void train_batchOfOneWithBatchNorm_isRefused() {
    assertProblem(
        "batch-size = 1  must be at least 2, since there is batch normalisation (in: backbone,"
            + " projector, predictor) (command line)",
        "batch-size=1",
        "steps=2");
    assertProblem(
        "batch-size = 1  must be at least 2, since there is batch normalisation (in: backbone)"
            + " (command line)",
        "batch-size=1",
        "projector=linear(64)",
        "predictor=linear(64)",
        "steps=2");
  }

  @Test
  void train_absentGpu_namesTheArtifact() {
    assertAbsentGpu(
        "djl",
        "gpu:7",
        "DJL's PyTorch engine sees only cpu. A GPU needs ai.djl.pytorch:pytorch-native-cu128 in"
            + " place of ai.djl.pytorch:pytorch-native-cpu, or PYTORCH_LIBRARY_PATH, a folder with"
            + " PyTorch's natives for CUDA, with PYTORCH_VERSION and PYTORCH_FLAVOR=cu128");
    assertAbsentGpu(
        "dl4j",
        "gpu",
        "ND4J's natives see only cpu. A GPU needs org.nd4j:nd4j-cuda-11.6, with its natives for"
            + " this platform and CUDA 11.6, in place of org.nd4j:nd4j-native");
  }

  private void assertAbsentGpu(String backend, String device, String message) {
    CommandRun run =
        CommandRun.train(folder.resolve(backend), "backend=" + backend, "device=" + device);

    assertThat(run)
        .isEqualTo(
            new CommandRun(
                5, "", "doppel: device '%s' was asked for, but %s\n".formatted(device, message)));
    assertThat(folder.resolve(backend)).doesNotExist();
  }

  @Test
  void train_unknownBackend_namesThoseThereAre() {
    assertProblem(
        "backend = dl4  no such backend on the class path; did you mean 'dl4j'?; there is djl, dl4j"
            + " (command line)",
        "backend=dl4");
  }

  @Test
  void train_outputFolderInUse_isRefusedBeforeAnythingElse() throws IOException {
    Files.writeString(folder.resolve("notes.txt"), "mine");

    assertError(
        2,
        "output folder '" + folder + "' is not empty; name a new or an empty folder (--output)",
        "train",
        "--recipe",
        "byol",
        "--output",
        folder.toString(),
        "data=/absent");
  }

  @Test
  void train_missingConfigFile_saysSo() {
    Path absent = folder.resolve("absent.properties");
    CommandRun run = CommandRun.of("train", "--config", absent.toString(), "data=shapes");

    assertThat(run.err()).contains(absent.toString());
    assertThat(run.status()).isEqualTo(2);
  }

  @Test
  void train_diskFullAtOnce_leavesNothingUnderAFinalName() {
    Path output = folder.resolve("run");
    CommandRun run = onFullDisk(1_000, output);

    assertThat(run.err())
        .endsWith(
            "doppel: cannot write '"
                + output.resolve("recipe.properties")
                + "': No space left on device; nothing was left under that name\n");
    assertThat(run.status()).isEqualTo(6);
    assertThat(output).isEmptyDirectory();
  }

  @Test
  void train_diskFullForTheReport_keepsWhatWasWritten() {
    Path output = folder.resolve("run");
    CommandRun run = onFullDisk(20_000, output);

    assertThat(run.err())
        .endsWith(
            "doppel: cannot write '"
                + output.resolve("report.html")
                + "': No space left on device; nothing was left under that name\n");
    assertThat(run.status()).isEqualTo(6);
    // Without a summary it is not finished: resume goes on with it, once there is space.
    assertThat(output.toFile().list())
        .containsExactlyInAnyOrder("recipe.properties", "metrics.csv", "encoder-0000.params");
    assertThat(CommandRun.of("resume", output.toString()).status()).isZero();
    assertThat(output.toFile().list()).contains("summary.json", "report.html");
  }

  @Test
  void doppel_unknownCommandOrOption_saysHowToGetHelp() {
    assertThat(CommandRun.of("trian"))
        .isEqualTo(
            new CommandRun(
                2,
                "",
                """
                doppel: unmatched argument at index 0: 'trian'
                Did you mean: doppel train?
                try: doppel --help
                """));
    assertThat(CommandRun.of("train", "--recpe", "byol"))
        .isEqualTo(
            new CommandRun(
                2,
                "",
                """
                doppel: unknown option: '--recpe'
                Possible solutions: --recipe
                try: doppel train --help
                """));
    assertThat(CommandRun.of())
        .isEqualTo(new CommandRun(2, "", "doppel: no command was given\ntry: doppel --help\n"));
  }

  @Test
  void evaluate_noRun_saysSo() {
    Path absent = folder.resolve("absent");

    assertError(
        2,
        "run folder '" + absent + "' does not exist (--run)",
        "evaluate",
        "--run",
        absent.toString());
  }

  @Test
  void evaluate_unknownPreset_namesBoth() {
    assertError(
        2,
        "no preset 'lightning' (--preset); there are dino and lightly",
        "evaluate",
        "--run",
        folder.toString(),
        "--preset",
        "lightning");
  }

  @Test
  void evaluate_noNeighbours_saysTheRange() {
    assertError(
        2,
        "the number of neighbours must be at least 1, not 0 (--k, --temperature)",
        "evaluate",
        "--run",
        folder.toString(),
        "--k",
        "0");
  }

  @Test
  void embed_unknownEnding_namesBoth() {
    assertError(
        2,
        "output file 'features.txt' must end in .npy or .csv (--output)",
        "embed",
        "--run",
        folder.toString(),
        "--output",
        "features.txt");
  }

  private static CommandRun onFullDisk(long room, Path output) {
    return CommandRun.of(
        FullDisk.storage(room),
        Optional.empty(),
        "train",
        "--recipe",
        "byol",
        "--output",
        output.toString(),
        "data=shapes",
        "data.size=16",
        "data.count=32",
        "batch-size=16",
        "steps=2");
  }

  private static void assertProblem(String problem, String... settings) {
    String[] arguments = new String[settings.length + 4];
    arguments[0] = "train";
    arguments[1] = "--recipe";
    arguments[2] = "byol";
    arguments[3] = "data=shapes";
    System.arraycopy(settings, 0, arguments, 4, settings.length);
    CommandRun run = CommandRun.of(arguments);

    assertThat(run.err())
        .startsWith("doppel: 1 problem in recipe (--recipe, command line):\n  " + problem + "\n");
    assertThat(run.status()).isEqualTo(2);
  }

  private static void assertError(int status, String message, String... arguments) {
    assertThat(CommandRun.of(arguments))
        .isEqualTo(new CommandRun(status, "", "doppel: " + message + "\n"));
  }
}
