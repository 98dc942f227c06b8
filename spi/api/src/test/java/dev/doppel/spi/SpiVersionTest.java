package dev.doppel.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The build compares the interface with a recorded one, which must be that of its own version. */
final class SpiVersionTest {

  /** The folder of this module is the working directory of its tests. */
  private static final Path BASELINES = Path.of("baseline");

  @Test
  void current_isTheOneThatIsRecorded() throws IOException {
    try (Stream<Path> files = Files.list(BASELINES)) {
      assertThat(files)
          .extracting(file -> file.getFileName().toString())
          .containsExactly("doppel-spi-" + SpiVersion.CURRENT + ".jar");
    }
  }
}
