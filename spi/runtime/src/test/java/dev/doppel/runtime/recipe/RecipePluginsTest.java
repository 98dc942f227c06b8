package dev.doppel.runtime.recipe;

import static dev.doppel.runtime.recipe.Resolving.byol;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.runtime.plugin.PluginDescriptor;
import dev.doppel.runtime.plugin.PluginException;
import dev.doppel.runtime.plugin.PluginJar;
import dev.doppel.runtime.plugin.PluginPin;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.plugin.PluginSearch;
import dev.doppel.runtime.plugin.PluginWay;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys {@code plugin.*}. */
final class RecipePluginsTest {

  private static final PluginSearch NOTHING =
      PluginSearch.classPath(ClassLoader.getPlatformClassLoader());

  @TempDir Path folder;

  @Test
  void search_noKeys_isTheProgramsOwn() {
    PluginSearch own = NOTHING.withFolder(folder);

    assertThat(RecipePlugins.search(byol(), own)).isEqualTo(own);
    assertThat(
            RecipePlugins.search(
                byol("plugin.path=none", "plugin.sha256=none", "plugin.exclude=none"), own))
        .isEqualTo(own);
  }

  @Test
  void discover_path_addsItsPlugins() throws Exception {
    Path jar = PluginJar.working("p.Added", "added").write(folder.resolve("added.jar"));

    assertThat(RecipePlugins.discover(byol("plugin.path=" + jar)).plugins())
        .extracting(PluginDescriptor::location)
        .contains(jar.toString());
    assertThat(RecipePlugins.discover(byol()).plugins())
        .extracting(PluginDescriptor::location)
        .doesNotContain(jar.toString());
  }

  @Test
  void search_allKeys_areUnderstoodInAFileToo() throws Exception {
    Path jar = PluginJar.working("p.Added", "added").write(folder.resolve("added.jar"));
    Path more = Files.createDirectory(folder.resolve("more"));
    PluginPin pin = PluginPin.of(jar);
    Path recipe =
        Files.writeString(
            folder.resolve("recipe.yaml"),
            """
            plugin:
              path: [%s, %s]
              sha256: %s
              exclude: [old.jar, older.jar]
            """
                .formatted(jar, more, pin));

    assertThat(RecipePlugins.search(Recipe.empty().withFile(recipe), NOTHING))
        .isEqualTo(
            NOTHING
                .withPath(List.of(jar, more))
                .withPins(List.of(pin))
                .without(List.of("old.jar", "older.jar")));
  }

  @Test
  void search_wrongPath_saysWhatIsWrong() throws Exception {
    Path text = Files.writeString(folder.resolve("notes.txt"), "no jar");

    expectProblems(
        """
        2 problems in recipe (command line):
          plugin.path = %1$s/absent.jar, %1$s/notes.txt
        """
            .formatted(folder)
            .strip(),
        List.of(
            "names '%s/absent.jar', but there is no such file or folder (command line)"
                .formatted(folder),
            "names '%s', which is neither a jar nor a folder (command line)".formatted(text)),
        "plugin.path=%s/absent.jar, %s".formatted(folder, text));
  }

  @Test
  void search_wrongPin_saysWhatAPinIs() {
    expectProblem(
        "plugin.sha256 = byol.jar=123  must be none, or NAME.jar=HEX for each jar: a pin is a jar's"
            + " file name and the 64 hexadecimal digits of its SHA-256, unlike 'byol.jar=123'"
            + " (command line)",
        "plugin.sha256=byol.jar=123");
    expectProblem(
        "plugin.sha256 =  must be none, or NAME.jar=HEX for each jar (command line)",
        "plugin.sha256=");
  }

  @Test
  void search_excludedPath_isRefused() {
    expectProblem(
        "plugin.exclude = lib/old.jar  names 'lib/old.jar', but a jar is left out by its file name"
            + " alone (command line)",
        "plugin.exclude=lib/old.jar");
  }

  /** What was not set is no reason to load what a user meant to keep out. */
  @Test
  void search_unresolvedPins_areAProblem() {
    assertThatThrownBy(
            () -> RecipePlugins.search(byol("plugin.sha256=${env:NO_SUCH_PINS}"), NOTHING))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("plugin.sha256 = ${env:NO_SUCH_PINS}");
  }

  @Test
  void search_keyGivenTwice_isAProblem() {
    expectProblem(
        "plugin.exclude = b.jar  is repeated, it was set to 'a.jar' before (command line)",
        "plugin.exclude=a.jar",
        "plugin.exclude=b.jar");
  }

  /** Other problems are told with all that the resolver finds. */
  @Test
  void search_otherProblems_areLeftToTheResolver() {
    assertThat(RecipePlugins.search(byol("steps", "stepps=3", "data=${nothing}"), NOTHING))
        .isEqualTo(NOTHING);
  }

  @Test
  void resolve_keyThatIsMistyped_namesTheNearest() {
    Resolving.expectProblem(
        byol("plugin.paht=more"),
        "plugin.paht = more  is not a key of recipes; did you mean 'plugin.path'? (command line)");
  }

  /** Libraries of a plugin look for what they need through the thread while a part is created. */
  @Test
  void resolve_partOfAnIsolatedPlugin_isCreatedWithItsContextClassLoader() throws Exception {
    String loss =
        PluginJar.lossFactory(
            "asking",
            """
            ClassLoader own = Asking.class.getClassLoader();
            throw new IllegalStateException(
                "own: " + (Thread.currentThread().getContextClassLoader() == own));
            """);
    Path jar =
        new PluginJar()
            .source("p.Asking", PluginJar.plugin("p.Asking", loss, "asking"))
            .service("p.Asking")
            .write(folder.resolve("asking.jar"));
    Recipe recipe =
        Recipe.empty().withOverrides(List.of("loss=asking", "target-update=none", "views=none"));
    PluginRegistry registry = NOTHING.withPath(List.of(jar)).discover();

    assertThatThrownBy(() -> resolve(recipe, registry))
        .isInstanceOf(PluginException.class)
        .hasMessage(
            "loss 'asking' of plugin asking 1.2.0 (%s) failed: java.lang.IllegalStateException:"
                    .formatted(jar)
                + " own: true");
  }

  @Test
  void resolve_brokenPluginBeside_isAnErrorOnlyWhereItIsSelected() throws Exception {
    Path gone = new PluginJar().service("p.Gone").write(folder.resolve("gone.jar"));
    new PluginJar().service(TestPlugin.class.getName()).write(folder.resolve("test.jar"));

    PluginWay.CLASS_PATH.discover(
        folder,
        registry -> {
          assertThat(registry.broken()).extracting("location").containsExactly(gone.toString());
          assertThat(resolve(byol(), registry).settings()).containsEntry("loss", "byol");
          assertThatThrownBy(() -> resolve(byol("loss=wanted"), registry))
              .isInstanceOf(RecipeException.class)
              .hasMessage(
                  """
                  1 problem in recipe (command line):
                    loss = wanted  no loss named 'wanted' (command line)
                      available losses: byol 1.0, failing 1.0, moco 1.0
                      not usable: p.Gone (%s): is named as a plugin, but there is no such \
                  class
                      if the jar should be here, check that \
                  META-INF/services/dev.doppel.spi.SelfSupervisedPlugin survived shading \
                  (ServicesResourceTransformer)"""
                      .formatted(gone));
        });
  }

  private static ResolvedRecipe resolve(Recipe recipe, PluginRegistry registry) {
    return RecipeResolver.resolve(recipe, registry, Resolving.BACKENDS, Resolving.DATA);
  }

  private static void expectProblem(String problem, String... assignments) {
    assertThatThrownBy(
            () -> RecipePlugins.search(Recipe.empty().withOverrides(List.of(assignments)), NOTHING))
        .isInstanceOf(RecipeException.class)
        .hasMessage("1 problem in recipe (command line):\n  " + problem);
  }

  private static void expectProblems(String start, List<String> parts, String... assignments) {
    assertThatThrownBy(
            () -> RecipePlugins.search(Recipe.empty().withOverrides(List.of(assignments)), NOTHING))
        .isInstanceOf(RecipeException.class)
        .hasMessageStartingWith(start)
        .hasMessageContainingAll(parts.toArray(String[]::new));
  }
}
