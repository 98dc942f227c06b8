package dev.doppel.runtime.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class CheckpointFormatTest {

  private static final String DAMAGED =
      "cannot go on from run.zip: it is damaged or was cut off; take an earlier checkpoint";

  @Test
  void read_whatWasWritten_isTheSame() throws IOException {
    float[] many = new float[200_001];
    for (int i = 0; i < many.length; i++) {
      many[i] = 1f / (i + 1);
    }
    Checkpoint written =
        new Checkpoint.Builder()
            .text("run.loss", "byol, \u00fc")
            .number("step.index", 17)
            .number("step.latest", Double.NaN)
            .array("many", CheckpointArray.of(many, 3, 66_667))
            .array("thirds", CheckpointArray.of(new double[] {1.0 / 3, -0.0}, 2))
            .array("scalar", CheckpointArray.of(new double[] {0.5}))
            .array("nothing", CheckpointArray.of(new float[0], 0, 4))
            .build();
    Checkpoint found = read(bytes(written));
    assertThat(found.texts()).isEqualTo(written.texts());
    assertThat(found.numbers()).isEqualTo(written.numbers());
    assertThat(found.arrays().keySet()).containsExactlyElementsOf(written.arrays().keySet());
    assertThat(found.array("many").floats()).containsExactly(many);
    assertThat(found.array("many").shape()).containsExactly(3, 66_667);
    assertThat(found.array("thirds").doubles()).containsExactly(1.0 / 3, -0.0);
    assertThat(found.array("scalar").shape()).isEmpty();
    assertThat(found.array("scalar").isSingle()).isTrue();
    assertThat(found.array("nothing").shape()).containsExactly(0, 4);
  }

  @Test
  void read_cutOffAnywhere_isRefused() throws IOException {
    byte[] whole = bytes(small());
    for (int length = CheckpointFormat.MAGIC.length; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(part)).as("%d bytes", length).hasMessage(DAMAGED);
    }
  }

  @Test
  void read_anyBitFlipped_isRefused() throws IOException {
    byte[] whole = bytes(small());
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] damaged = whole.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      Throwable refusal = catchThrowable(() -> read(damaged));
      assertThat(refusal).as("bit %d", bit).isInstanceOf(CheckpointException.class);
    }
  }

  @Test
  void read_moreAfterTheEnd_isRefused() throws IOException {
    byte[] longer = Arrays.copyOf(bytes(small()), bytes(small()).length + 1);
    assertThatThrownBy(() -> read(longer)).hasMessage(DAMAGED);
  }

  @Test
  void read_anotherKindOfFile_isRefused() {
    byte[] foreign = "PK, or whatever else there is".getBytes(StandardCharsets.UTF_8);
    for (byte[] file : new byte[][] {foreign, new byte[0]}) {
      assertThatThrownBy(() -> read(file))
          .isInstanceOf(CheckpointException.class)
          .hasMessage("cannot go on from run.zip: it is not a checkpoint of Doppel's");
    }
  }

  @Test
  void read_laterVersion_isRefused() throws IOException {
    byte[] later = bytes(small());
    ByteBuffer.wrap(later).putInt(CheckpointFormat.MAGIC.length, 2);
    assertThatThrownBy(() -> read(later))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(
            "cannot go on from run.zip: its format has version 2, and this Doppel reads version 1;"
                + " use the Doppel that wrote it");
  }

  @Test
  void find_absentName_isNamed() {
    assertThatThrownBy(() -> small().part("step.").number("step.index"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the checkpoint has no number 'step.index'");
    assertThat(small().part("step.").count("index")).isEqualTo(3);
  }

  @Test
  void of_valuesThatDoNotFillTheShape_areRefused() {
    assertThatThrownBy(() -> CheckpointArray.of(new float[5], 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("5 values do not fill an array of shape [2, 3]");
  }

  private static Checkpoint small() {
    return new Checkpoint.Builder()
        .text("a", "b")
        .number("step.index", 3)
        .array("c", CheckpointArray.of(new float[] {1, 2}, 2))
        .build();
  }

  private static byte[] bytes(Checkpoint checkpoint) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CheckpointFormat.write(checkpoint, bytes);
    return bytes.toByteArray();
  }

  private static Checkpoint read(byte[] bytes) throws IOException {
    return CheckpointFormat.read(new ByteArrayInputStream(bytes), "run.zip");
  }
}
