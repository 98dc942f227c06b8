package dev.doppel.runtime.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.runtime.recipe.DataFacts;
import org.junit.jupiter.api.Test;

final class SampleKindTest {

  @Test
  void of_oneImage_drawsViewsOfIt() {
    SampleKind kind = SampleKind.of(1, new long[] {3, 32, 32}, 50).orElseThrow();

    assertThat(kind.drawsViews()).isTrue();
    assertThat(kind.facts()).isEqualTo(new DataFacts(3, 32, 50));
  }

  @Test
  void of_severalArrays_areViewsOfWhateverShape() {
    SampleKind kind = SampleKind.of(2, new long[] {12}, 50).orElseThrow();

    assertThat(kind.drawsViews()).isFalse();
    assertThat(kind.shape()).containsExactly(12);
    assertThat(kind.facts()).isEqualTo(new DataFacts(1, 1, 50));
  }

  @Test
  void of_oneArrayThatIsNoImage_isEmpty() {
    assertThat(SampleKind.of(1, new long[] {12}, 50)).isEmpty();
    assertThat(SampleKind.of(1, new long[] {2, 32, 32}, 50)).isEmpty();
    assertThat(SampleKind.of(1, new long[] {1, 32, 30}, 50)).isEmpty();
  }
}
