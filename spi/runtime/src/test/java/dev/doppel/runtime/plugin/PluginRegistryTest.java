package dev.doppel.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.spi.loss.LossFactory;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PluginRegistryTest {

  @TempDir Path folder;

  @Test
  void discover_workingPlugin_isDescribed() throws Exception {
    Path jar =
        new PluginJar()
            .source("p.Good", PluginJar.plugin("p.Good", PluginJar.loss("byol"), "good"))
            .service("p.Good # the only one")
            .write(folder.resolve("good.jar"));

    PluginRegistry registry = discover(jar);

    assertThat(registry.broken()).isEmpty();
    assertThat(registry.plugins())
        .containsExactly(new PluginDescriptor("good", "1.2.0", 1, jar.toString()));
    Registered<LossFactory> loss = registry.find(ExtensionKind.LOSS, "byol", "a test");
    assertThat(loss.factory().name()).isEqualTo("byol");
    assertThat(loss.plugin()).isEqualTo(registry.plugins().get(0));
    assertThat(registry.all(ExtensionKind.LOSS)).containsExactly(loss);
    assertThat(registry.all(ExtensionKind.GUARD)).isEmpty();
  }

  @Test
  void discover_twoLoadersOneInside_findsEachPluginOnce() throws Exception {
    Path outer = PluginJar.working("p.Outer", "outer").write(folder.resolve("outer.jar"));
    Path inner = PluginJar.working("p.Inner", "inner").write(folder.resolve("inner.jar"));
    try (URLClassLoader parent = loader(outer);
        URLClassLoader child = new URLClassLoader(new URL[] {url(inner)}, parent)) {
      PluginRegistry registry = PluginRegistry.discover(parent, child);

      assertThat(registry.broken()).isEmpty();
      assertThat(registry.plugins()).extracting("name").containsExactly("inner", "outer");
    }
  }

  @Test
  void discover_noLoader_usesContextClassLoaderToo() throws Exception {
    Path jar = PluginJar.working("p.Context", "context").write(folder.resolve("context.jar"));
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = loader(jar)) {
      thread.setContextClassLoader(loader);
      assertThat(PluginRegistry.discover().plugins()).extracting("name").contains("context");
    } finally {
      thread.setContextClassLoader(before);
    }
    assertThat(PluginRegistry.discover().plugins()).extracting("name").doesNotContain("context");
  }

  @Test
  void find_unknownName_answersInFull() throws Exception {
    Path good =
        new PluginJar()
            .source(
                "p.Good",
                PluginJar.plugin(
                    "p.Good",
                    PluginJar.loss("byol")
                        + """
                        @Override public java.util.List<dev.doppel.spi.target.TargetUpdateFactory>
                            targetUpdates() {
                          return java.util.List.of(new dev.doppel.spi.target.TargetUpdateFactory() {
                            @Override public String name() { return "byol2"; }
                            @Override public String description() { return "a rule"; }
                            @Override public dev.doppel.spi.target.TargetUpdate create(
                                dev.doppel.spi.option.Options options) {
                              throw new UnsupportedOperationException();
                            }
                          });
                        }
                        """,
                    "good"))
            .service("p.Good")
            .write(folder.resolve("good.jar"));
    Path other =
        new PluginJar()
            .source("p.Other", PluginJar.plugin("p.Other", PluginJar.loss("simsiam"), "other"))
            .service("p.Other")
            .write(folder.resolve("other.jar"));
    Path gone = new PluginJar().service("p.Gone").write(folder.resolve("gone.jar"));

    PluginRegistry registry = discover(other, good, gone);

    assertThatThrownBy(
            () -> registry.find(ExtensionKind.LOSS, "byol2", "loss=byol2 in train.properties:2"))
        .isInstanceOf(UnknownExtensionException.class)
        .hasMessage(
            """
            no loss named 'byol2' (from loss=byol2 in train.properties:2); did you mean 'byol'?
              available losses: byol 1.2.0, simsiam 1.2.0
              'byol2' is the name of a target update of plugin good 1.2.0: choose it with \
            target-update=NAME
              not usable: p.Gone (%s): is named as a plugin, but there is no such class
              if the jar should be here, check that \
            META-INF/services/dev.doppel.spi.SelfSupervisedPlugin survived shading \
            (ServicesResourceTransformer)"""
                .formatted(gone));
  }

  @Test
  void find_noPlugins_saysNone() {
    assertThatThrownBy(() -> PluginRegistry.of().find(ExtensionKind.VIEW_POLICY, "byol", "a test"))
        .hasMessage(
            """
            no view policy named 'byol' (from a test)
              available view policies: none
              there is no plugin at all: no file \
            META-INF/services/dev.doppel.spi.SelfSupervisedPlugin was found
              if the jar should be here, check that \
            META-INF/services/dev.doppel.spi.SelfSupervisedPlugin survived shading \
            (ServicesResourceTransformer)""");
  }

  @Test
  void find_nameThatTwoPluginsBring_namesClassAndJarOfEach() throws Exception {
    Path first =
        new PluginJar()
            .source("p.First", PluginJar.plugin("p.First", PluginJar.loss("byol"), "first"))
            .service("p.First")
            .write(folder.resolve("first.jar"));
    Path second =
        new PluginJar()
            .source(
                "p.Second",
                PluginJar.plugin("p.Second", PluginJar.loss("byol"), "second")
                    .replace("1.2.0", "2.0"))
            .service("p.Second")
            .write(folder.resolve("second.jar"));

    PluginRegistry registry = discover(first, second);

    assertThat(registry.broken()).isEmpty();
    assertThatThrownBy(() -> registry.find(ExtensionKind.LOSS, "byol", "loss=byol in a.yaml:1"))
        .isExactlyInstanceOf(PluginException.class)
        .hasMessage(
            """
            2 plugins bring a loss named 'byol' (from loss=byol in a.yaml:1); remove all but one:
              p.First$1 of plugin first 1.2.0 (%s)
              p.Second$1 of plugin second 2.0 (%s)"""
                .formatted(first, second));
  }

  @Test
  void of_givenPlugins_checksThemToo() {
    SelfSupervisedPlugin tooNew =
        new SelfSupervisedPlugin() {
          @Override
          public int spiVersion() {
            return 99;
          }

          @Override
          public String name() {
            throw new IllegalStateException("the handshake comes first");
          }
        };

    PluginRegistry registry = PluginRegistry.of(tooNew);

    assertThat(registry.plugins()).isEmpty();
    assertThat(registry.broken())
        .extracting(BrokenPlugin::reason)
        .containsExactly("was built for interface version 99, this host supports 1 to 1");
  }

  private PluginRegistry discover(Path... jars) throws IOException {
    try (URLClassLoader loader = loader(jars)) {
      return PluginRegistry.discover(loader);
    }
  }

  private static URLClassLoader loader(Path... jars) {
    URL[] urls = List.of(jars).stream().map(PluginRegistryTest::url).toArray(URL[]::new);
    return new URLClassLoader(urls, SelfSupervisedPlugin.class.getClassLoader());
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
