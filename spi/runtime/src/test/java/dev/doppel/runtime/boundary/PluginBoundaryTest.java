package dev.doppel.runtime.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.runtime.plugin.PluginDescriptor;
import dev.doppel.runtime.plugin.PluginException;
import dev.doppel.spi.SpiVersion;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class PluginBoundaryTest {

  private static final PartOrigin ORIGIN =
      PartOrigin.of(
          "loss 'vicreg'", new PluginDescriptor("outside", "1.2", 1, "/opt/plugins/outside.jar"));
  private static final String NAME =
      "loss 'vicreg' of plugin outside 1.2 (/opt/plugins/outside.jar)";

  private static final String ALIGNMENT =
      " (built for interface version 1, run with version 1 of %s)"
          .formatted(Path.of(URI.create(spi().toString())).getFileName());

  private static URL spi() {
    return SpiVersion.class.getProtectionDomain().getCodeSource().getLocation();
  }

  private final PluginBoundary boundary = new PluginBoundary(ORIGIN, BoundaryChecks.NONE);

  @Test
  void call_anythingThrown_isBlamedOnPluginVersionAndJar() {
    expect(
        new IllegalStateException("no more"), "failed: java.lang.IllegalStateException: no more");
    expect(
        new IllegalArgumentException("shapes [2] and [3]"),
        "failed: java.lang.IllegalArgumentException: shapes [2] and [3]");
    expect(
        new NoSuchMethodError("dev.doppel.spi.tensor.Tensor.cross()"),
        "was built against another version of what it calls or implements:"
            + " java.lang.NoSuchMethodError: dev.doppel.spi.tensor.Tensor.cross()"
            + ALIGNMENT);
    expect(
        new AbstractMethodError("x.Loss.isMeanOfRows()"),
        "lacks the method 'isMeanOfRows': it was built against another version of what it"
            + " implements"
            + ALIGNMENT);
    NoClassDefFoundError missing = new NoClassDefFoundError("org/outside/Matrix");
    missing.initCause(new ClassNotFoundException("org.outside.Matrix"));
    expect(missing, "needs class 'org.outside.Matrix', which is missing");
    expect(new AssertionError("row 3"), "failed: java.lang.AssertionError: row 3");
    expect(new StackOverflowError(), "failed: java.lang.StackOverflowError");
    // Other languages than Java do not declare what they throw.
    expect(new IOException("no such file"), "failed: java.io.IOException: no such file");
  }

  private void expect(Throwable thrown, String words) {
    assertThatThrownBy(() -> boundary.call(() -> sneak(thrown)))
        .isExactlyInstanceOf(PluginException.class)
        .hasMessage(NAME + " " + words)
        .hasCause(thrown);
    assertThatThrownBy(() -> boundary.call(1000, () -> sneak(thrown)))
        .hasMessage(NAME + ", called at step 1000, " + words);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> Object sneak(Throwable thrown) throws E {
    throw (E) thrown;
  }

  @Test
  void call_messageOfSeveralLines_becomesOne() {
    RuntimeException thrown = new IllegalStateException("rows differ:\n  1\r\n  2\n");

    assertThatThrownBy(() -> boundary.call(() -> sneak(thrown)))
        .hasMessage(NAME + " failed: java.lang.IllegalStateException: rows differ: 1 2");
  }

  @Test
  void call_memoryRunsOut_isNobodysFault() {
    OutOfMemoryError thrown = new OutOfMemoryError("the test's");

    assertThatThrownBy(() -> boundary.call(() -> sneak(thrown))).isSameAs(thrown);
  }

  @Test
  void call_blamedAlready_passes() {
    PluginException blamed = boundary.fault("did something else");

    assertThatThrownBy(() -> boundary.call(() -> sneak(blamed))).isSameAs(blamed);
  }

  @Test
  void require_null_isRefusedByName() {
    Supplier<Object> nothing = () -> null;

    assertThatThrownBy(() -> boundary.require("roles", nothing))
        .hasMessage(NAME + " returned null from roles");
    assertThatThrownBy(() -> boundary.require("advance", 7, nothing))
        .hasMessage(NAME + " returned null from advance at step 7");
    assertThatThrownBy(() -> boundary.requireAll("roles", () -> Arrays.asList("a", null)))
        .hasMessage(NAME + " returned a collection with null in it from roles");
    List<String> roles = boundary.requireAll("roles", () -> List.of("a"));
    assertThat(roles).containsExactly("a");
  }

  @Test
  void create_illegalArgument_isThePluginsOwnWord() {
    IllegalArgumentException thrown = new IllegalArgumentException("views are too small");

    assertThatThrownBy(() -> boundary.create(this, factory -> sneak(thrown))).isSameAs(thrown);
    assertThatThrownBy(
            () -> boundary.create(this, factory -> sneak(new IllegalStateException("no licence"))))
        .isExactlyInstanceOf(PluginException.class)
        .hasMessage(NAME + " failed: java.lang.IllegalStateException: no licence");
    assertThatThrownBy(() -> boundary.create(this, factory -> null))
        .hasMessage(NAME + " returned null");
  }

  @Test
  void toString_partOfAProgram_isNamedWithoutPlugin() {
    assertThat(PartOrigin.ofProgram("loss org.example.Own")).hasToString("loss org.example.Own");
  }
}
