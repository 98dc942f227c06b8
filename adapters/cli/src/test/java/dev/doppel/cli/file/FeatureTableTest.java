package dev.doppel.cli.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class FeatureTableTest {

  @Test
  void writeRow_withAndWithoutLabel_writesCommaSeparatedValues() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FeatureTable table = new FeatureTable(out, false, 2);
    table.writeRow(0, 3, "", new float[] {0.1f, -2});
    table.writeRow(1, -1, "", new float[] {Float.NaN, 1e-9f});

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("index,label,f0,f1\n0,3,0.1,-2.0\n1,,NaN,1.0E-9\n");
  }

  @Test
  void writeRow_names_areQuoted() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FeatureTable table = new FeatureTable(out, true, 1);
    table.writeRow(0, 3, "cats/a, \"b\".png", new float[] {1});

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("index,label,name,f0\n0,3,\"cats/a, \"\"b\"\".png\",1.0\n");
  }
}
