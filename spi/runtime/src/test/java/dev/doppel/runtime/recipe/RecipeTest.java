package dev.doppel.runtime.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading and layering; what a recipe means is in {@link RecipeResolverTest}. */
final class RecipeTest {

  @TempDir Path folder;

  @Test
  void withFile_properties_keepsTextAndLines() throws IOException {
    Path file =
        write(
            "a.properties",
            """
            # a comment that ends in a backslash \\
            loss = byol

            projector: linear(4096) bn \\
                relu linear(256)
            data=C:\\\\images
            target-update.momentum 0.9960
            views =
            seed = 7""");

    assertThat(settings(Recipe.empty().withFile(file)))
        .containsExactly(
            Map.entry("loss", new RecipeSetting("byol", file + ":2")),
            Map.entry(
                "projector", new RecipeSetting("linear(4096) bn relu linear(256)", file + ":4")),
            Map.entry("data", new RecipeSetting("C:\\images", file + ":6")),
            Map.entry("target-update.momentum", new RecipeSetting("0.9960", file + ":7")),
            Map.entry("views", new RecipeSetting("", file + ":8")),
            Map.entry("seed", new RecipeSetting("7", file + ":9")));
  }

  @Test
  void withFile_yaml_nestsSelectorsAndKeepsText() throws IOException {
    Path file =
        write(
            "a.yaml",
            """
            # a comment
            loss: {name: byol, temperature: 0.20}
            target-update:
              name: ema
              momentum: 0.9960
            guards:
              - feature-std
              - non-finite
            guard:
              feature-std: {action: warn}
            stop-gradient: off
            device: gpu:1
            optimizer.momentum: 1e-1
            optimizer: lars
            seed: 010
            data: null
            """);

    assertThat(settings(Recipe.empty().withFile(file)))
        .containsExactly(
            Map.entry("loss", new RecipeSetting("byol", file + ":2")),
            Map.entry("loss.temperature", new RecipeSetting("0.20", file + ":2")),
            Map.entry("target-update", new RecipeSetting("ema", file + ":4")),
            Map.entry("target-update.momentum", new RecipeSetting("0.9960", file + ":5")),
            Map.entry("guards", new RecipeSetting("feature-std, non-finite", file + ":6")),
            Map.entry("guard.feature-std.action", new RecipeSetting("warn", file + ":10")),
            Map.entry("stop-gradient", new RecipeSetting("off", file + ":11")),
            Map.entry("device", new RecipeSetting("gpu:1", file + ":12")),
            Map.entry("optimizer.momentum", new RecipeSetting("1e-1", file + ":13")),
            Map.entry("optimizer", new RecipeSetting("lars", file + ":14")),
            Map.entry("seed", new RecipeSetting("010", file + ":15")),
            Map.entry("data", new RecipeSetting("", file + ":16")));
  }

  @Test
  void withFile_emptyYaml_hasNoSettings() throws IOException {
    Recipe recipe = Recipe.empty().withFile(write("a.yml", "# nothing yet\n"));

    assertThat(settings(recipe)).isEmpty();
    assertThat(recipe.problems()).isEmpty();
  }

  @Test
  void withFile_includes_lieUnderneathInOrder() throws IOException {
    write("base/first.properties", "seed = 1\nsteps = 1\nloss = a\n");
    write("base/second.yaml", "include: deeper.properties\nsteps: 2\nloss: b\n");
    write("base/deeper.properties", "threads = 3\nloss = c\n");
    Path file =
        write("top.properties", "loss = d\ninclude = base/first.properties, base/second.yaml\n");

    Recipe recipe = Recipe.empty().withFile(file).withOverrides(List.of("device=cpu"));

    assertThat(recipe.value("seed")).contains("1");
    assertThat(recipe.value("steps")).contains("2");
    assertThat(recipe.value("threads")).contains("3");
    assertThat(recipe.value("loss")).contains("d");
    assertThat(recipe.value("include")).isEmpty();
    assertThat(recipe.sources()).containsExactly(file.toString(), "command line");
  }

  @Test
  void withFile_yamlInclude_mayBeAList() throws IOException {
    write("first.properties", "seed = 1\n");
    write("second.properties", "threads = 2\n");
    Path file = write("a.yaml", "include: [first.properties, second.properties]\n");

    assertThat(settings(Recipe.empty().withFile(file))).containsKeys("seed", "threads");
  }

  @Test
  void withFile_missing_isAnError() {
    Path file = folder.resolve("none.properties");
    assertThatThrownBy(() -> Recipe.empty().withFile(file))
        .isInstanceOf(RecipeException.class)
        .hasMessage("1 problem in recipe (%s):\n  %s  there is no such file".formatted(file, file));
  }

  @Test
  void withFile_missingInclude_saysWhoAsked() throws IOException {
    Path file = write("a.properties", "seed = 1\ninclude = none.yaml");
    Path missing = folder.resolve("none.yaml");
    assertThatThrownBy(() -> Recipe.empty().withFile(file))
        .hasMessage(
            "1 problem in recipe (%s):\n  %s  there is no such file (included by %s:2)"
                .formatted(file, missing, file));
  }

  @Test
  void withFile_circle_isAnError() throws IOException {
    Path first = write("first.properties", "include = second.properties");
    Path second = write("second.properties", "include = first.properties");
    assertThatThrownBy(() -> Recipe.empty().withFile(first))
        .hasMessage(
            "1 problem in recipe (%s):\n  %s  includes itself (included by %s:1)"
                .formatted(first, first, second));
  }

  @Test
  void withFile_unreadable_saysWhy() throws IOException {
    Path latin = folder.resolve("latin.properties");
    Files.write(latin, "data = Z\u00fcrich".getBytes(StandardCharsets.ISO_8859_1));

    assertUnreadable(latin, "is not UTF-8 text");
    assertUnreadable(write("a.json", "{}"), "must end in .properties, .yaml or .yml");
    assertUnreadable(Files.createDirectory(folder.resolve("folder.yaml")), "is a folder");
    assertUnreadable(
        write("broken.yaml", "seed: 1\nloss: {name: byol\n"),
        "is not YAML: line 3: expected ',' or '}', but got <stream end>");
    assertUnreadable(
        write("two.yaml", "seed: 1\n---\nseed: 2\n"),
        "is not YAML: line 2: but found another document");
  }

  @Test
  void withFile_repeatedKeyInProperties_isAProblem() throws IOException {
    Path file = write("a.properties", "seed = 1\nloss = byol\nseed = 2\n");

    assertThat(Recipe.empty().withFile(file).problems())
        .containsExactly(
            RecipeProblem.with(
                "seed",
                new RecipeSetting("2", file + ":3"),
                "is repeated, it was set to '1' before (%s:1)".formatted(file)));
  }

  @Test
  void withFile_repeatedKeyInYaml_isAProblem() throws IOException {
    Path file = write("a.yaml", "loss: {name: a, t: 1}\nloss: b\nloss.t: 2\n");

    assertThat(Recipe.empty().withFile(file).problems())
        .containsExactly(
            RecipeProblem.with(
                "loss",
                new RecipeSetting("b", file + ":2"),
                "is repeated, it was set to 'a' before (%s:1)".formatted(file)),
            RecipeProblem.with(
                "loss.t",
                new RecipeSetting("2", file + ":3"),
                "is repeated, it was set to '1' before (%s:1)".formatted(file)));
  }

  @Test
  void withFile_yamlThatIsNoRecipe_isAProblem() throws IOException {
    assertThat(Recipe.empty().withFile(write("list.yaml", "- a\n- b\n")).problems())
        .extracting(RecipeProblem::problem)
        .containsExactly("must be keys with values");
    assertThat(Recipe.empty().withFile(write("deep.yaml", "guards: [{a: b}]\n")).problems())
        .extracting(RecipeProblem::problem)
        .containsExactly("must be a list of plain values");
    assertThat(Recipe.empty().withFile(write("key.yaml", "? [a, b]\n: c\n")).problems())
        .extracting(RecipeProblem::problem)
        .containsExactly("must have plain keys");
    assertThat(Recipe.empty().withFile(write("circle.yaml", "loss: &a {b: *a}\n")).problems())
        .extracting(RecipeProblem::problem)
        .containsExactly("contains itself");
    assertThat(Recipe.empty().withFile(write("m.yaml", "a: &a {b: 1}\nc: {<<: *a}\n")).problems())
        .extracting(RecipeProblem::problem)
        .containsExactly("is not supported; use include for shared settings");
  }

  @Test
  void withOverrides_malformed_isAProblem() {
    Recipe recipe = Recipe.empty().withOverrides(List.of("steps", "=3", "seed=1", "seed = 2"));

    assertThat(recipe.value("seed")).contains("1");
    assertThat(recipe.problems())
        .extracting(problem -> problem.assignment() + " " + problem.problem())
        .containsExactly(
            "steps must be a key and a value, such as steps=800",
            "=3 must be a key and a value, such as steps=800",
            "seed = 2 is repeated, it was set to '1' before");
  }

  @Test
  void value_interpolated() throws IOException {
    Path file =
        write(
            "a.properties",
            """
            data = ${root}/${sys:doppel.test}
            root = ${env:PATH}
            seed = ${threads}
            steps = 1${seed}0
            """);
    System.setProperty("doppel.test", "set");
    try {
      Recipe recipe = Recipe.empty().withFile(file).withOverrides(List.of("threads=4"));

      assertThat(recipe.value("data")).contains(System.getenv("PATH") + "/set");
      assertThat(recipe.value("seed")).contains("4");
      assertThat(recipe.value("steps")).contains("140");
    } finally {
      System.clearProperty("doppel.test");
    }
  }

  @Test
  void value_unresolved_isEmpty() {
    Recipe recipe =
        Recipe.empty()
            .withSettings(
                Map.of(
                    "data", "${env:DOPPEL_NOT_SET}", "seed", "${const:java.lang.Byte.MAX_VALUE}"),
                "a test");

    assertThat(recipe.value("data")).isEmpty();
    assertThat(recipe.value("seed")).isEmpty();
    assertThat(recipe.value("steps")).isEmpty();
  }

  @Test
  void value_opposite_replacesLowerLayer() {
    Recipe lower = Recipe.empty().withSettings(Map.of("epochs", "100"), "lower");

    Recipe upper = lower.withOverrides(List.of("steps=800"));

    assertThat(upper.value("steps")).contains("800");
    assertThat(upper.value("epochs")).isEmpty();
  }

  @Test
  void value_otherSelection_dropsLowerOptions() {
    Recipe lower =
        Recipe.empty().withSettings(Map.of("loss", "moco", "loss.temperature", "0.2"), "lower");

    assertThat(lower.withOverrides(List.of("loss=byol")).value("loss.temperature")).isEmpty();
    assertThat(lower.withOverrides(List.of("loss=moco")).value("loss.temperature")).contains("0.2");
  }

  private void assertUnreadable(Path file, String problem) {
    assertThatThrownBy(() -> Recipe.empty().withFile(file))
        .hasMessage("1 problem in recipe (%s):\n  %s  %s".formatted(file, file, problem));
  }

  private static Map<String, RecipeSetting> settings(Recipe recipe) {
    return new LayerMerge(recipe.layers()).settings();
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
