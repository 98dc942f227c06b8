package dev.doppel.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;

final class Nd4jNativesTest {

  @Test
  void load_thisMachine_agreesWithTheLibraryThatWasLoaded() {
    Nd4jNatives natives = Nd4jNatives.load();

    String library =
        Loader.getLoadedLibraries().entrySet().stream()
            .filter(entry -> entry.getKey().matches("jnind4j(cpu|cuda)"))
            .map(entry -> entry.getValue())
            .findFirst()
            .orElseThrow();
    assertThat(natives.oneDnn()).isEqualTo(library.contains("-onednn"));
    assertThat(natives.cuda()).isEqualTo(library.contains("cuda"));
    assertThat(library).contains(natives.platform());
  }

  @Test
  void doesNotStart_noBackend_saysWhatIsNeeded() {
    LinkageError failure =
        new ExceptionInInitializerError(
            new IllegalStateException(new UnsatisfiedLinkError("no jnind4jcpu")));

    assertThat(Nd4jNatives.doesNotStart(failure, "macosx-arm64"))
        .isEqualTo(
            "ND4J finds no natives that it can load (java.lang.UnsatisfiedLinkError: no"
                + " jnind4jcpu). It needs org.nd4j:nd4j-native on a CPU, or org.nd4j:nd4j-cuda-11.6"
                + " and CUDA 11.6 on a GPU, each both without a classifier and with the classifier"
                + " macosx-arm64");
  }
}
