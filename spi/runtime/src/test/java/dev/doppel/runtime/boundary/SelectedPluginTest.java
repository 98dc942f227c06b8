package dev.doppel.runtime.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.runtime.plugin.ExtensionKind;
import dev.doppel.runtime.plugin.PluginDescriptor;
import dev.doppel.runtime.plugin.PluginException;
import dev.doppel.runtime.plugin.PluginJar;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.plugin.PluginWay;
import dev.doppel.runtime.plugin.Registered;
import dev.doppel.spi.SpiVersion;
import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.LossFactory;
import dev.doppel.spi.loss.ReferenceValues;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plugins that discovery finds well, called as the run is that selects them, on the class path and
 * in a folder. Defects that only a call shows end that run, and no other.
 */
final class SelectedPluginTest {

  private static final String BASE = "package p; public class Base {}";

  @TempDir Path folder;

  @Test
  void missingDependency_whenALossIsCreated_isBlamed() throws Exception {
    expect(
        late(PluginJar.lossFactory("late", "new Base(); return null;")).without("p.Base", BASE),
        " needs class 'p.Base', which is missing");
  }

  @Test
  void missingDependency_inAStep_isBlamed() throws Exception {
    expect(
        late(PluginJar.loss("late", "new Base(); return null;")).without("p.Base", BASE),
        ", called at step 3, needs class 'p.Base', which is missing");
  }

  @Test
  void newerByteCode_ofAClassThatAStepNeeds_isBlamed() throws Exception {
    expect(
        late(PluginJar.loss("late", "new Base(); return null;"))
            .source("p.Base", BASE)
            .newer("p.Base"),
        ", called at step 3, is compiled for a newer Java than this one (%d)"
            .formatted(Runtime.version().feature()));
  }

  /**
   * The plugin is compiled against an interface whose losses need not say what this method does.
   */
  @Test
  void olderInterface_lossWithoutAMethod_isBlamedBeforeTheFirstStep() throws Exception {
    expect(
        late(PluginJar.loss("late", "return null;")
                .replace("@Override public boolean isMeanOfRows() { return true; }", ""))
            .without("dev.doppel.spi.loss.Loss", oldLoss()),
        " lacks the method 'isMeanOfRows': it was built against another version of what it"
            + " implements ("
            + new PluginDescriptor("late", "1.2.0", SpiVersion.CURRENT, "late.jar").alignment()
            + ")");
  }

  private static String oldLoss() {
    return """
    package dev.doppel.spi.loss;
    public interface Loss extends dev.doppel.spi.step.Scheduled {
      java.util.List<RoleRequirement> roles();
      ReferenceValues referenceValues(Embeddings outputs);
      dev.doppel.spi.tensor.Tensor compute(
          Embeddings embeddings, dev.doppel.spi.step.State state, dev.doppel.spi.step.Step step);
    }
    """;
  }

  /** Libraries of a plugin look for what they need through the thread while it is called. */
  @Test
  void step_pluginWithAClassLoaderOfItsOwn_hasItAsTheThreads() throws Exception {
    String answer =
        """
        throw new IllegalStateException(
            "own: "
                + (Thread.currentThread().getContextClassLoader() == Late.class.getClassLoader()));
        """;
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    expect(
        late(PluginJar.loss("late", answer)),
        way ->
            ", called at step 3, failed: java.lang.IllegalStateException: own: "
                + (way == PluginWay.FOLDER));
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
  }

  private static PluginJar late(String members) {
    return new PluginJar()
        .source("p.Late", PluginJar.plugin("p.Late", members, "late"))
        .service("p.Late");
  }

  private void expect(PluginJar jar, String words) throws Exception {
    expect(jar, way -> words);
  }

  private void expect(PluginJar jar, Function<PluginWay, String> words) throws Exception {
    Path late = jar.write(folder.resolve("late.jar"));
    new PluginJar()
        .source("p.Good", PluginJar.plugin("p.Good", PluginJar.loss("good"), "good"))
        .service("p.Good")
        .write(folder.resolve("good.jar"));
    for (PluginWay way : PluginWay.values()) {
      way.discover(
          folder,
          registry -> {
            assertThat(registry.broken()).as("%s", way).isEmpty();
            assertThatThrownBy(() -> step(loss(registry, "late")))
                .as("%s", way)
                .isExactlyInstanceOf(PluginException.class)
                .hasMessage("loss 'late' of plugin late 1.2.0 (" + late + ")" + words.apply(way));
            assertThat(loss(registry, "good").referenceValues(Embeddings.empty()))
                .isEqualTo(new ReferenceValues(1, 0));
          });
    }
  }

  /** What a recipe that names a loss, and the run of it, do until its first step. */
  private static Loss loss(PluginRegistry registry, String name) {
    Registered<LossFactory> found = registry.find(ExtensionKind.LOSS, name, "a test");
    PartOrigin origin = PartOrigin.of("loss '" + name + "'", found.plugin());
    PluginBoundary boundary = new PluginBoundary(origin, BoundaryChecks.FULL);
    Loss loss =
        boundary.create(
            found.factory(), factory -> factory.create(Options.defaults(factory.options())));
    PartInspection.loss(origin, loss);
    return boundary.loss(loss);
  }

  private static void step(Loss loss) {
    loss.compute(Embeddings.empty(), State.empty(), Step.of(3, 10));
  }
}
