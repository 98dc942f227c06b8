package dev.doppel.runtime.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class CheckpointTest {

  @Test
  void parts_namesOfSeveralKinds_areThoseOfEachPart() {
    Checkpoint checkpoint =
        new Checkpoint.Builder()
            .text("event.0.guard", "clip")
            .text("event.10.guard", "spike")
            .text("event", "none")
            .text("event.stray", "in no part")
            .text("other.0.guard", "in no part")
            .number("event.0.figure.norm.2", 3)
            .array("event.1.losses", CheckpointArray.of(new float[] {1}, 1))
            .build();

    Map<String, Checkpoint> parts = checkpoint.parts("event.");

    assertThat(parts).containsOnlyKeys("0", "10", "1");
    for (Map.Entry<String, Checkpoint> part : parts.entrySet()) {
      Checkpoint same = checkpoint.part("event." + part.getKey() + ".");
      assertThat(part.getValue().texts()).isEqualTo(same.texts());
      assertThat(part.getValue().numbers()).isEqualTo(same.numbers());
      assertThat(part.getValue().arrays()).isEqualTo(same.arrays());
    }
    assertThat(parts.get("0").numbers()).containsExactly(Map.entry("figure.norm.2", 3.0));
  }
}
