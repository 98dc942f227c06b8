package dev.doppel.benchmarks;

/**
 * BYOL with its augmentations, from images in memory to trained steps, against lightly's. Prints
 * {@code ratio pipeline-small-cnn-vs-lightly MEDIAN LOW HIGH}, ours over theirs: less is better.
 *
 * <p>Both sides train {@code small-cnn} on 4,096 colour images of 32x32, 128 a batch, with two
 * threads for the network and two for the views: threads here, a data loader's processes there.
 * Both draw the BYOL paper's views (arXiv 2006.07733, appendix B): a crop of 8 to 100 % of the
 * area, a flip of every other view, jitter of 0.4, 0.4, 0.2 and 0.1 in four of five, gray in one of
 * five, blur with a sigma of 0.1 to 2 pixels (always, and in one of ten), solarisation from one
 * half on (never, and in one of five), ImageNet's normalisation. Where the two differ, ours is the
 * more work: the crop is resized with the bicubic filter, as in the paper, and lightly's with the
 * bilinear one; the blur is a Gaussian, and lightly's is Pillow's approximation by boxes.
 *
 * <p>A round is 32 batches, and each side starts to draw views when its clock starts, so that
 * nothing is drawn in the other's time or for free: here with a new loader, there with a new pass
 * of the data loader, which has exactly as many batches as the round and keeps its processes. The
 * first batches of a round are thus waited for on both sides; the last steps have the cores to
 * themselves in turn.
 *
 * <p>Argument: the number of pairs (30 by default). The peer's Python is {@code -Dpython}, its
 * scripts lie in {@code -Dpeers}.
 */
public final class PipelineBenchmark {

  private static final int DEFAULT_PAIRS = 30;
  private static final int ROUNDS = 32;
  private static final int IMAGES = 4096;
  private static final int THREADS = 2;

  /** Views are drawn by code that the JVM compiles while it runs, and that takes some batches. */
  private static final int WARM_UPS = 3;

  private PipelineBenchmark() {}

  /**
   * Runs the comparison.
   *
   * @param arguments the number of pairs
   * @throws Exception if a contender fails
   */
  public static void main(String[] arguments) throws Exception {
    int pairs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : DEFAULT_PAIRS;
    Workload workload = Workload.smallCnnInColour();
    try (Contender ours = new DoppelPipeline(workload, IMAGES, THREADS);
        Contender theirs =
            new PeerProcess(
                "byol_lightly.py",
                workload.backbone(),
                String.valueOf(workload.channels()),
                String.valueOf(workload.size()),
                String.valueOf(workload.batch()),
                "pipeline")) {
      for (int i = 0; i < WARM_UPS; i++) {
        ours.run(ROUNDS);
      }
      System.out.println(
          Comparison.run("pipeline-small-cnn-vs-lightly", ours, theirs, pairs, ROUNDS));
    }
  }
}
