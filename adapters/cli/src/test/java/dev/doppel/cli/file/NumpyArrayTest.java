package dev.doppel.cli.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class NumpyArrayTest {

  @Test
  void matrix_twoRows_isWhatNumpyWrites() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    NumpyArray array = NumpyArray.matrix(out, 2, 3);
    array.writeRow(new float[] {1, 2, 3});
    array.writeRow(new float[] {-1, Float.NaN, 0.5f});

    ByteBuffer bytes = ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[8];
    bytes.get(magic);
    assertThat(magic).isEqualTo(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    byte[] header = new byte[bytes.getShort()];
    bytes.get(header);
    assertThat(bytes.position()).isEqualTo(128);
    assertThat(new String(header, StandardCharsets.US_ASCII))
        .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }")
        .endsWith(" \n");
    float[] values = new float[6];
    bytes.asFloatBuffer().get(values);
    assertThat(values).containsExactly(1, 2, 3, -1, Float.NaN, 0.5f);
    assertThat(bytes.remaining()).isEqualTo(6 * Float.BYTES);
  }

  @Test
  void writeVector_labels_isWhatNumpyWrites() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    NumpyArray.writeVector(out, new int[] {7, -1});

    byte[] bytes = out.toByteArray();
    assertThat(bytes).hasSize(128 + 2 * Integer.BYTES);
    assertThat(new String(bytes, 10, 118, StandardCharsets.US_ASCII))
        .startsWith("{'descr': '<i4', 'fortran_order': False, 'shape': (2,), }");
    ByteBuffer values = ByteBuffer.wrap(bytes, 128, 8).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(values.getInt()).isEqualTo(7);
    assertThat(values.getInt()).isEqualTo(-1);
  }
}
