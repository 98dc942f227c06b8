package dev.doppel.runtime.network;

import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What follows each convolution of a network.
 *
 * @param kind which normalisation
 * @param groups the groups of channels of a group normalisation
 */
public record Normalization(Kind kind, int groups) {

  /** The normalisations. */
  public enum Kind {
    /** Over the batch, for each channel (arXiv 1502.03167). Convolutions have no bias. */
    BATCH,
    /**
     * Over groups of channels of one sample (arXiv 1803.08494), after convolutions without bias
     * whose weights are standardised for each filter (arXiv 1903.10520). No sample sees another.
     */
    GROUP,
    /** None. Convolutions have a bias. */
    NONE
  }

  /** What is added to a variance that is divided by. */
  public static final double EPSILON = 1e-5;

  private static final Option<String> KIND =
      Option.choice("normalization", "batch", "group", "none")
          .defaultValue("batch")
          .describedAs(
              "what follows each convolution; group comes with standardised weights, and no sample"
                  + " sees another then");
  private static final Option<Long> GROUPS =
      Option.whole("groups")
          .range(1, 4096)
          .defaultValue(16L)
          .describedAs("groups of channels where normalization is group");

  /** The options of all networks with convolutions. */
  static List<Option<?>> options() {
    return List.of(KIND, GROUPS);
  }

  static Normalization of(Options options) {
    return new Normalization(
        switch (options.get(KIND)) {
          case "batch" -> Kind.BATCH;
          case "group" -> Kind.GROUP;
          default -> Kind.NONE;
        },
        Math.toIntExact(options.get(GROUPS)));
  }

  /** What is wrong, by the option's name, for convolutions of so many filters. */
  Map<String, String> problems(IntStream filters) {
    List<Integer> odd = filters.filter(count -> count % groups != 0).boxed().toList();
    return kind != Kind.GROUP || odd.isEmpty()
        ? Map.of()
        : Map.of(
            GROUPS.name(),
            "must divide the filters of each convolution, but %d does not divide %s"
                .formatted(groups, odd.get(0)));
  }

  /**
   * What a platform without group normalisation has to say.
   *
   * @param backend the platform's name
   * @return what is wrong and what is allowed, by the option's name; empty if nothing is
   */
  Map<String, String> problemsWithoutGroups(String backend) {
    return kind == Kind.GROUP
        ? Map.of(
            KIND.name(),
            "is group, which backend '%s' does not have; it has batch and none".formatted(backend))
        : Map.of();
  }
}
