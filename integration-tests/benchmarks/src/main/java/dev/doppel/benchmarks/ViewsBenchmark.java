package dev.doppel.benchmarks;

/**
 * The throughput of BYOL's views against torchvision's with PIL images, on all cores: threads here,
 * processes there. Prints {@code ratio NAME MEDIAN LOW HIGH}, each ours over theirs: more is
 * better.
 *
 * <p>The names are {@code views-32} and {@code views-224}, by the size of images and views, against
 * torchvision's own blur; with {@code -pillow-blur}, against its transforms with Pillow's blur,
 * which is faster and less exact.
 *
 * <p>Argument: the number of pairs (15 by default). The peer's Python is {@code -Dpython}, its
 * scripts lie in {@code -Dpeers}.
 */
public final class ViewsBenchmark {

  private static final int DEFAULT_PAIRS = 15;
  private static final int WARM_UPS = 5;

  private ViewsBenchmark() {}

  /**
   * Runs the comparisons.
   *
   * @param arguments the number of pairs
   * @throws Exception if a contender fails
   */
  public static void main(String[] arguments) throws Exception {
    int pairs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : DEFAULT_PAIRS;
    compare("views-32", 32, 64, 2048, 32, pairs);
    compare("views-224", 224, 32, 128, 4, pairs);
  }

  private static void compare(String name, int size, int batch, int images, int rounds, int pairs)
      throws Exception {
    int threads = Runtime.getRuntime().availableProcessors();
    try (Contender ours = new DoppelViews(size, batch, images, threads)) {
      for (int i = 0; i < WARM_UPS; i++) {
        ours.run(rounds);
      }
      for (String blur : new String[] {"torchvision", "pillow"}) {
        String suffix = blur.equals("pillow") ? "-pillow-blur" : "";
        try (Contender theirs =
            new PeerProcess(
                "views_torchvision.py", String.valueOf(size), String.valueOf(batch), blur)) {
          // Times as peer over ours are throughputs as ours over peer.
          System.out.println(
              Comparison.run(name + suffix, /* ours= */ theirs, /* theirs= */ ours, pairs, rounds));
        }
      }
    }
  }
}
