package dev.doppel.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.runtime.plugin.BrokenPlugin.Stage;
import dev.doppel.spi.SelfSupervisedPlugin;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars that may not be loaded, on the class path and in a folder. */
final class PluginAdmissionTest {

  private static final String ZEROS = "0".repeat(64);

  @TempDir Path folder;

  @Test
  void discover_pinsThatMatch_loadsAll() throws Exception {
    Path good = working("Good").write(folder.resolve("good.jar"));
    Path other = working("Other").write(folder.resolve("other.jar"));

    for (PluginSearch search : searches(good, other)) {
      List<PluginPin> pins = search.discover().pins();
      assertThat(pins).containsExactly(PluginPin.of(good), PluginPin.of(other));

      PluginRegistry registry = search.withPins(pins).discover();

      assertThat(registry.broken()).isEmpty();
      assertThat(registry.plugins()).extracting("name").containsExactly("good", "other");
    }
  }

  @Test
  void discover_jarThatDoesNotMatchItsPin_isNotLoaded() throws Exception {
    Path good = working("Good").write(folder.resolve("good.jar"));
    Path changed = loud("Changed").write(folder.resolve("changed.jar"));
    String found = PluginPin.of(changed).sha256();
    List<PluginPin> pins = List.of(PluginPin.of(good), new PluginPin("changed.jar", ZEROS));

    for (PluginSearch search : searches(good, changed)) {
      PluginRegistry registry = search.withPins(pins).discover();

      assertThat(registry.plugins()).extracting("name").containsExactly("good");
      assertThat(registry.broken()).hasSize(1);
      assertThat(registry.broken().get(0).stage()).isEqualTo(Stage.UNTRUSTED);
      assertThat(registry.broken().get(0).location()).isEqualTo(changed.toString());
      assertThat(registry.broken().get(0).reason())
          .isEqualTo(
              "has the SHA-256 %s, but its pin in plugin.sha256 is %s; it was not loaded"
                  .formatted(found, ZEROS));
    }
    assertNothingRan();
  }

  @Test
  void discover_jarWithoutPin_isNotLoaded() throws Exception {
    Path good = working("Good").write(folder.resolve("good.jar"));
    Path unknown = loud("Unknown").write(folder.resolve("unknown.jar"));

    for (PluginSearch search : searches(good, unknown)) {
      PluginRegistry registry = search.withPins(List.of(PluginPin.of(good))).discover();

      assertThat(registry.plugins()).extracting("name").containsExactly("good");
      assertThat(registry.broken())
          .extracting(BrokenPlugin::reason)
          .containsExactly(
              "has no pin in plugin.sha256, where each plugin's jar needs one; it was not loaded");
    }
    assertNothingRan();
  }

  @Test
  void discover_libraryOfAPluginWithoutPin_keepsThePluginOut() throws Exception {
    Path inside = Files.createDirectory(folder.resolve("good"));
    Path good = working("Good").write(inside.resolve("good.jar"));
    Path library =
        new PluginJar()
            .source("q.Library", "package q; public class Library {}")
            .unlisted()
            .write(inside.resolve("library.jar"));

    assertThat(isolated().withPins(List.of(PluginPin.of(good))).discover().broken())
        .extracting(BrokenPlugin::location)
        .containsExactly(library.toString());
  }

  @Test
  void discover_excludedJar_isLeftOut() throws Exception {
    Path good = working("Good").write(folder.resolve("good.jar"));
    Path loud = loud("Loud").write(folder.resolve("loud.jar"));

    for (PluginSearch search : searches(good, loud)) {
      PluginRegistry registry = search.without(List.of("loud.jar")).discover();

      assertThat(registry.plugins()).extracting("name").containsExactly("good");
      assertThat(registry.broken()).hasSize(1);
      assertThat(registry.broken().get(0).stage()).isEqualTo(Stage.EXCLUDED);
      assertThat(registry.broken().get(0).reason()).isEqualTo("is left out by plugin.exclude");
    }
    assertNothingRan();
  }

  @Test
  void discover_excludedFolder_isLeftOut() throws Exception {
    Path inside = Files.createDirectory(folder.resolve("both"));
    working("Good").write(inside.resolve("good.jar"));

    assertThat(isolated().without(List.of("both")).discover().broken())
        .extracting(BrokenPlugin::toString)
        .containsExactly("both (%s): is left out by plugin.exclude".formatted(inside));
  }

  @Test
  void discover_oneOfTwoVersionsExcluded_usesTheOther() throws Exception {
    Path old = working("Dup").write(folder.resolve("dup-1.1.jar"));
    Path recent = working("Dup").write(folder.resolve("dup-1.2.jar"));

    for (PluginSearch search : searches(recent, old)) {
      assertThat(search.without(List.of("dup-1.1.jar")).discover().plugins())
          .extracting(PluginDescriptor::location)
          .containsExactly(recent.toString());
    }
  }

  /** The order of the class path decides which of two classes there is, whatever is left out. */
  @Test
  void discover_excludedVersionFirstOnTheClassPath_saysWhatToDo() throws Exception {
    Path old = working("Dup").write(folder.resolve("dup-1.1.jar"));
    Path recent = working("Dup").write(folder.resolve("dup-1.2.jar"));
    PluginRegistry registry = classPath(old, recent).without(List.of("dup-1.1.jar")).discover();

    assertThat(registry.plugins()).isEmpty();
    assertThat(registry.broken())
        .extracting(BrokenPlugin::toString)
        .containsExactly(
            "p.Dup (%s): is left out by plugin.exclude".formatted(old),
            "p.Dup (%s): comes after %s on the class path, which hides it: take that off the class"
                    .formatted(recent, old)
                + " path");
  }

  @Test
  void discover_pinsAndAFolderOfClasses_refusesIt() throws Exception {
    Path classes = Files.createDirectories(folder.resolve("classes/META-INF/services"));
    Files.writeString(
        classes.resolve(SelfSupervisedPlugin.class.getName()), "p.Gone", StandardCharsets.UTF_8);

    PluginRegistry registry =
        classPath(folder.resolve("classes"))
            .withPins(List.of(new PluginPin("good.jar", ZEROS)))
            .discover();

    assertThat(registry.broken())
        .extracting(BrokenPlugin::toString)
        .containsExactly(
            "p.Gone (%s): is not in a jar, which alone can match a pin of plugin.sha256; it was not"
                    .formatted(folder.resolve("classes"))
                + " loaded");
  }

  @Test
  void pin_text_isReadBack() throws Exception {
    Path jar = Files.writeString(folder.resolve("a b.jar"), "abc", StandardCharsets.UTF_8);
    PluginPin pin = PluginPin.of(jar);

    // The example of FIPS 180-2, appendix B.1.
    assertThat(pin)
        .hasToString("a b.jar=ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(PluginPin.parse(pin.toString().replace("ba78", "BA78"))).isEqualTo(pin);
    assertThatThrownBy(() -> PluginPin.parse("good.jar"))
        .hasMessage("a pin is a jar's file name, = and its SHA-256, unlike 'good.jar'");
    assertThatThrownBy(() -> PluginPin.parse("good.jar=12ab"))
        .hasMessage(
            "a pin is a jar's file name and the 64 hexadecimal digits of its SHA-256, unlike"
                + " 'good.jar=12ab'");
  }

  private static PluginJar working(String name) {
    return PluginJar.working("p." + name, name.toLowerCase(Locale.ROOT));
  }

  /** A plugin that leaves a trace as soon as any of its code runs. */
  private PluginJar loud(String name) {
    String trace =
        "static { try { java.nio.file.Files.createFile(java.nio.file.Path.of(\"%s\")); } catch"
                .formatted(folder.resolve("trace"))
            + " (java.io.IOException e) { throw new java.io.UncheckedIOException(e); } }";
    String className = "p." + name;
    return new PluginJar()
        .source(className, PluginJar.plugin(className, trace, "loud"))
        .service(className);
  }

  private void assertNothingRan() {
    assertThat(folder.resolve("trace")).doesNotExist();
  }

  private List<PluginSearch> searches(Path... jars) throws IOException {
    return List.of(classPath(jars), isolated());
  }

  private PluginSearch isolated() {
    return PluginSearch.classPath(ClassLoader.getPlatformClassLoader()).withFolder(folder);
  }

  private static PluginSearch classPath(Path... places) throws IOException {
    List<URL> urls = new ArrayList<>();
    for (Path place : places) {
      urls.add(place.toUri().toURL());
    }
    return PluginSearch.classPath(
        new URLClassLoader(urls.toArray(URL[]::new), SelfSupervisedPlugin.class.getClassLoader()));
  }
}
