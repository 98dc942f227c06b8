package dev.doppel.pluginjars;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.runtime.checkpoint.CheckpointFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A plugin and an application that know Doppel by its published artifacts alone, built by Maven,
 * and the plugin's jar dropped in wherever an application finds plugins.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OutsidePluginTest {

  private static final Path SOURCES = Path.of("outside").toAbsolutePath();
  private static final long MOST_BYTES = 50_000;

  private static final Map<String, String> RECIPES =
      Map.of(
          "vicreg.properties",
          """
          recipe = barlow-twins
          loss = vicreg
          loss.covariance = 2
          guards = rank-share, non-finite
          guard.rank-share.interval = 2
          guard.rank-share.action = warn
          projector = linear(16) bn relu linear(8)
          batch-size = 16
          steps = 8
          optimizer.warmup-steps = 1
          device = cpu
          """,
          "copy.properties",
          """
          recipe = byol
          target-update = hard-copy-when-better
          target-update.every = 2
          projector = linear(16) bn relu linear(8)
          predictor = linear(8)
          batch-size = 16
          steps = 8
          optimizer.warmup-steps = 1
          device = cpu
          """);

  /** What each recipe takes from the plugin. */
  private static final Map<String, String> SELECTED =
      Map.of("vicreg", "vicreg", "copy", "hard-copy-when-better");

  /** An epoch of the programs. */
  private static final long STEPS_OF_A_RUN = 4;

  private Path folder;
  private ReactorArtifacts artifacts;
  private Path plugin;
  private Path application;

  @BeforeAll
  void build(@TempDir Path shared) throws IOException, InterruptedException {
    folder = shared;
    artifacts = new ReactorArtifacts(Files.createDirectory(folder.resolve("jars")));
    StagedRepository staged =
        StagedRepository.of(artifacts, Files.createDirectory(folder.resolve("staged")));
    MavenRun maven = new MavenRun(staged, folder);
    Path vicreg = copy("vicreg");
    maven.run(vicreg, "package");
    plugin = vicreg.resolve("target").resolve("vicreg-1.0.0.jar");
    Path place = Path.of("org", "example", "vicreg", "1.0.0");
    staged.put(place, "jar", plugin);
    staged.put(place, "pom", vicreg.resolve("pom.xml"));
    application = copy("application");
    maven.run(application, "package", "-Pshaded");
    for (Map.Entry<String, String> recipe : RECIPES.entrySet()) {
      Files.writeString(folder.resolve(recipe.getKey()), recipe.getValue());
    }
  }

  private Path copy(String project) throws IOException {
    Path source = SOURCES.resolve(project);
    Path target = folder.resolve(project);
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.toList()) {
        Path relative = source.relativize(file);
        if (!relative.startsWith("target")) {
          Files.copy(file, target.resolve(relative));
        }
      }
    }
    return target;
  }

  private Path jar(String classifier) {
    return application.resolve("target").resolve("application-1.0.0" + classifier + ".jar");
  }

  @Test
  void jar_isSmallAndBringsNothingElse() throws IOException {
    assertThat(Files.size(plugin)).isLessThan(MOST_BYTES);
    try (JarFile jar = new JarFile(plugin.toFile())) {
      assertThat(jar.stream().map(entry -> entry.getName()).filter(name -> name.endsWith(".class")))
          .isNotEmpty()
          .allMatch(name -> name.equals("module-info.class") || name.startsWith("org/example/"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"DjlProgram", "Dl4jProgram"})
  void classPath_compiledProgram_trainsAndGoesOn(String program) throws Exception {
    List<Path> classPath = classPath(jar(""), artifacts.jars().values());
    classPath.add(plugin);
    assertTrainsAndGoesOn(program, List.of(), classPath);
    JavaRun without =
        train(program, "vicreg", List.of(), classPath.subList(0, classPath.size() - 1));
    assertThat(without.status()).isNotZero();
    assertThat(without.output())
        .contains("no loss named 'vicreg'")
        .contains("vicreg.properties")
        .contains("available losses: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"djl", "dl4j"})
  void distribution_jarInItsPluginsFolder_trainsAndGoesOn(String backend) throws Exception {
    Path home = distribution(backend);
    Path run = folder.resolve("run-" + backend);
    String[] training = {
      "train",
      "--config",
      folder.resolve("vicreg.properties").toString(),
      "--output",
      run.toString(),
      "backend=" + backend,
      "data=shapes",
      "data.size=16",
      "data.count=64",
      "checkpoint.every=4"
    };
    JavaRun missing = doppel(home, training);
    assertThat(missing.status()).as(missing.output()).isEqualTo(2);
    assertThat(missing.output()).contains("no loss named 'vicreg'");

    Path dropped = Files.copy(plugin, home.resolve("plugins").resolve("vicreg-1.0.0.jar"));
    assertThat(doppel(home, "plugins").output()).containsPattern("(?m)^vicreg +1\\.0\\.0 +1 ");
    JavaRun trained = doppel(home, training);
    assertThat(trained.status()).as(trained.output()).isZero();
    assertThat(doppel(home, "inspect", run.toString()).status()).isZero();

    // What a run leaves that was broken off.
    Files.delete(run.resolve("summary.json"));
    Files.delete(dropped);
    JavaRun lost = doppel(home, "resume", run.toString());
    assertThat(lost.status()).as(lost.output()).isEqualTo(2);
    assertThat(lost.output()).contains("no loss named 'vicreg'");
    Files.copy(plugin, dropped);
    JavaRun resumed = doppel(home, "resume", run.toString());
    assertThat(resumed.status()).as(resumed.output()).isZero();
  }

  /** The distribution that this build made, with a folder of plugins that may be changed. */
  private Path distribution(String name) throws IOException {
    Path built = ReactorArtifacts.ROOT.resolve("adapters/cli/target/doppel");
    assertThat(built.resolve("lib")).as("the distribution; mvn package makes it").isDirectory();
    Path home = folder.resolve("doppel-" + name);
    for (String part : List.of("bin", "plugins")) {
      Files.createDirectories(home.resolve(part));
      try (Stream<Path> files = Files.list(built.resolve(part))) {
        for (Path file : files.toList()) {
          Files.copy(
              file,
              home.resolve(part).resolve(file.getFileName()),
              StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
    Files.createSymbolicLink(home.resolve("lib"), built.resolve("lib"));
    return home;
  }

  private JavaRun doppel(Path home, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin").resolve("doppel").toString());
    command.addAll(List.of(arguments));
    return JavaRun.of(folder, command);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DjlProgram", "Dl4jProgram"})
  void modulePath_interfaceRuntimeAndPlugins_trainsAndGoesOn(String program) throws Exception {
    List<Path> modules = new ArrayList<>(artifacts.modules());
    modules.addAll(artifacts.librariesOf(modules));
    modules.add(plugin);
    List<Path> rest = classPath(jar(""), artifacts.jars().values());
    rest.removeAll(modules);
    assertTrainsAndGoesOn(program, modules, rest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DjlProgram", "Dl4jProgram"})
  void shadedJar_withServices_trainsAndGoesOn(String program) throws Exception {
    assertTrainsAndGoesOn(program, List.of(), classPath(jar("-shaded"), List.of()));
  }

  @Test
  void shadedJar_withoutServices_saysWhatIsLost() throws Exception {
    JavaRun run =
        train(
            "DjlProgram",
            "vicreg",
            List.of(),
            classPath(jar("-shaded-without-services"), List.of()));
    assertThat(run.status()).isNotZero();
    assertThat(run.output()).contains("survived shading (ServicesResourceTransformer)");
  }

  private List<Path> classPath(Path program, Iterable<Path> doppel) {
    List<Path> classPath = new ArrayList<>();
    classPath.add(program);
    doppel.forEach(classPath::add);
    classPath.addAll(artifacts.others());
    return classPath;
  }

  private void assertTrainsAndGoesOn(String program, List<Path> modules, List<Path> classPath)
      throws Exception {
    for (String recipe : List.of("vicreg", "copy")) {
      Path checkpoint = checkpoint(program, recipe);
      Files.deleteIfExists(checkpoint);
      for (int time = 0; time < 2; time++) {
        JavaRun run = train(program, recipe, modules, classPath);
        assertThat(run.status()).as("%s with %s: %s", program, recipe, run.output()).isZero();
        assertThat(run.output()).contains("trained");
        Checkpoint saved = CheckpointFile.read(checkpoint);
        // Had it begun anew, the second run would end where the first did.
        assertThat(saved.count("step.index")).isEqualTo(STEPS_OF_A_RUN * (time + 1L));
        assertThat(saved.texts().values()).anyMatch(text -> text.contains(SELECTED.get(recipe)));
      }
    }
  }

  private Path checkpoint(String program, String recipe) {
    return folder.resolve(program + "-" + recipe + ".checkpoint");
  }

  private JavaRun train(String program, String recipe, List<Path> modules, List<Path> classPath)
      throws Exception {
    return JavaRun.of(
        folder,
        modules,
        List.of(),
        classPath,
        "org.example.application." + program,
        folder.resolve(recipe + ".properties").toString(),
        checkpoint(program, recipe).toString());
  }
}
