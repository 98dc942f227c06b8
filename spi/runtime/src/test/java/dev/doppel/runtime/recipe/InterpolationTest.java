package dev.doppel.runtime.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class InterpolationTest {

  @Test
  void apply_chain_isFollowed() {
    Interpolation interpolation =
        new Interpolation(Map.of("a", "${b}/${b}", "b", "<${c}>", "c", "deep"));

    assertThat(interpolation.apply("${a}")).isEqualTo("<deep>/<deep>");
    assertThat(interpolation.apply("x${c}y")).isEqualTo("xdeepy");
    assertThat(interpolation.apply("no variable")).isEqualTo("no variable");
  }

  @Test
  void problem_circle_isReported() {
    Interpolation interpolation = new Interpolation(Map.of("a", "${b}", "b", "${a}", "c", "${c}"));

    assertThat(interpolation.problem(interpolation.apply("${b}")))
        .isEqualTo("refers to ${b}, a key that cannot be resolved itself");
    assertThat(interpolation.problem(interpolation.apply("${c}")))
        .isEqualTo("refers to ${c}, a key that cannot be resolved itself");
  }

  @Test
  void problem_lookupsOfClassesAndFiles_areUnknown() {
    Interpolation interpolation = new Interpolation(Map.of());

    for (String text :
        new String[] {
          "${file:UTF-8:/etc/hostname}", "${const:java.lang.Byte.SIZE}", "${date:yyyy}"
        }) {
      assertThat(interpolation.problem(interpolation.apply(text)))
          .isEqualTo("refers to " + text + ", a key that is not set");
    }
  }

  @Test
  void problem_openBrace_isReported() {
    Interpolation interpolation = new Interpolation(Map.of("a", "1"));

    assertThat(interpolation.problem(interpolation.apply("x ${a")))
        .isEqualTo("refers to ${a, a key that cannot be resolved itself");
  }
}
