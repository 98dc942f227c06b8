package dev.doppel.cli.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.data.DataSet;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class EvaluationSetsTest {

  @Test
  void of_mixedClasses_takesTheFirstTenThousand() {
    EvaluationSets sets = sets(60_000, 10_000, index -> index % 10);

    assertThat(sets.bankIndices()).isEqualTo(IntStream.range(0, 10_000).toArray());
    assertThat(sets.queryIndices()).isEqualTo(IntStream.range(0, 10_000).toArray());
    assertThat(sets.classes()).isEqualTo(10);
    assertThat(sets.describe())
        .isEqualTo("bank: 10,000 of 60,000 training images, queries: 10,000 of 10,000 test images");
  }

  @Test
  void of_setSortedByClass_takesEvenlySpacedOnes() {
    EvaluationSets sets = sets(50_000, 100, index -> index / 5_000);

    assertThat(sets.bankIndices()).hasSize(10_000).startsWith(0, 5, 10).endsWith(49_995);
  }

  @Test
  void of_imagesWithoutLabel_leavesThemOut() {
    EvaluationSets sets = sets(6, 4, index -> index % 3 - 1);

    assertThat(sets.bankIndices()).containsExactly(1, 2, 4, 5);
    assertThat(sets.queryIndices()).containsExactly(1, 2);
  }

  @Test
  void of_noLabelsOrNoTestPart_isEmpty() {
    PlainImages unlabelled = new PlainImages(10, 0, index -> -1);
    PlainImages labelled = new PlainImages(10, 2, index -> index % 2);

    assertThat(EvaluationSets.of(new DataSet(unlabelled, Optional.of(unlabelled), ""))).isEmpty();
    assertThat(EvaluationSets.of(new DataSet(labelled, Optional.empty(), ""))).isEmpty();
  }

  @Test
  void mixedBank_setSortedByClass_hasAllClassesInAnyBlock() {
    EvaluationSets sets = sets(50_000, 100, index -> index / 5_000);
    int[] mixed = sets.mixedBank(1_024, 7);

    assertThat(mixed).hasSize(1_024).doesNotHaveDuplicates().isEqualTo(sets.mixedBank(1_024, 7));
    assertThat(mixed).isNotEqualTo(sets.mixedBank(1_024, 8));
    assertThat(sets.bankIndices()).contains(mixed);
    for (int from = 0; from < mixed.length; from += 256) {
      // That one of ten classes is missing among 256 has a chance of 2 in 10^11.
      assertThat(IntStream.of(mixed).skip(from).limit(256).map(index -> index / 5_000).distinct())
          .hasSize(10);
    }
  }

  @Test
  void mixedBank_fewerImages_areAll() {
    assertThat(sets(6, 4, index -> index % 3 - 1).mixedBank(100, 1))
        .containsExactlyInAnyOrder(1, 2, 4, 5);
  }

  private static EvaluationSets sets(int train, int test, IntUnaryOperator label) {
    return EvaluationSets.of(
            new DataSet(
                new PlainImages(train, 10, label),
                Optional.of(new PlainImages(test, 10, label)),
                ""))
        .orElseThrow();
  }
}
