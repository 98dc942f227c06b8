package dev.doppel.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.doppel.runtime.metric.FeatureMatrix;
import dev.doppel.runtime.metric.KNearestNeighbours;
import dev.doppel.runtime.metric.NeighbourSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The figures of collapse and the nearest-neighbour votes against the golden values. */
final class MetricsParityTest {

  /** Both sides are float64; relative for values above 1, absolute below. */
  private static final double TOLERANCE = 1e-9;

  private static final Pattern SOFTMAX_ENTROPY =
      Pattern.compile("softmax_entropy_(of_)?mean_T([0-9.]+)");

  @TestFactory
  List<DynamicTest> metrics() {
    return GoldenDirectory.configured()
        .metrics()
        .map(file -> GoldenJson.list(file.required("cases"), MetricsParityTest::test))
        .orElse(List.of());
  }

  @Test
  void figure_ofUnknownName_isRefused() {
    FeatureMatrix features = new FeatureMatrix(new double[][] {{1, 0}, {0, 1}});
    assertThatThrownBy(() -> figure("zigzag", features, features))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no metric is known as 'zigzag'");
  }

  private static DynamicTest test(JsonNode golden) {
    return DynamicTest.dynamicTest(
        golden.required("name").textValue(),
        () -> {
          if (golden.has("bank")) {
            checkVotes(golden);
          } else {
            checkFigures(golden);
          }
        });
  }

  private static void checkFigures(JsonNode golden) {
    FeatureMatrix first = matrix(golden.required("z"));
    FeatureMatrix second = matrix(golden.required("z2"));
    Map<String, Double> values = GoldenJson.map(golden.required("values"), JsonNode::doubleValue);
    assertThat(values).isNotEmpty();
    values.forEach((name, value) -> assertClose(name, figure(name, first, second), value));
  }

  private static double figure(String name, FeatureMatrix first, FeatureMatrix second) {
    Matcher entropy = SOFTMAX_ENTROPY.matcher(name);
    if (entropy.matches()) {
      double temperature = Double.parseDouble(entropy.group(2));
      return entropy.group(1) == null
          ? first.meanSoftmaxEntropy(temperature)
          : first.softmaxEntropyOfMean(temperature);
    }
    return switch (name) {
      case "feature_std" -> first.featureStd();
      case "feature_std_ideal" -> 1 / Math.sqrt(first.width());
      case "rankme" -> first.effectiveRank();
      case "alignment" -> first.alignment(second);
      case "uniformity" -> first.uniformity();
      default -> throw new IllegalArgumentException("no metric is known as '%s'".formatted(name));
    };
  }

  private static void checkVotes(JsonNode golden) {
    double[][] queries = rows(golden.required("query"));
    KNearestNeighbours classifier =
        new KNearestNeighbours(
            rows(golden.required("bank")),
            integers(golden.required("labels")),
            golden.required("classes").intValue(),
            new NeighbourSettings(
                golden.required("k").intValue(), golden.required("temperature").doubleValue()));
    GoldenTensor expected = GoldenTensor.read(golden.required("votes"));
    double[] votes = expected.data();
    double[][] found = classifier.votes(queries);

    assertThat(expected.shape().toArray()).containsExactly(queries.length, found[0].length);
    for (int i = 0; i < votes.length; i++) {
      int query = i / found[0].length;
      int label = i % found[0].length;
      assertClose(
          "votes of query %d for class %d".formatted(query, label), found[query][label], votes[i]);
    }
    assertThat(classifier.predict(queries))
        .containsExactly(integers(golden.required("predictions")));
  }

  private static void assertClose(String what, double found, double expected) {
    assertThat(found)
        .as(what)
        .isCloseTo(expected, within(TOLERANCE * Math.max(1, Math.abs(expected))));
  }

  private static FeatureMatrix matrix(JsonNode node) {
    GoldenTensor tensor = GoldenTensor.read(node);
    return new FeatureMatrix(tensor.shape().size(0), tensor.shape().size(1), tensor.data());
  }

  private static double[][] rows(JsonNode node) {
    GoldenTensor tensor = GoldenTensor.read(node);
    int width = tensor.shape().size(1);
    double[] values = tensor.data();
    return IntStream.range(0, tensor.shape().size(0))
        .mapToObj(row -> Arrays.copyOfRange(values, row * width, (row + 1) * width))
        .toArray(double[][]::new);
  }

  private static int[] integers(JsonNode array) {
    return IntStream.range(0, array.size()).map(i -> array.get(i).intValue()).toArray();
  }
}
