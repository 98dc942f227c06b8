package dev.doppel.cli.report;

import dev.doppel.cli.result.Accuracies;
import dev.doppel.cli.result.RunOutcome;
import dev.doppel.runtime.step.GuardAction;
import dev.doppel.runtime.step.GuardEvent;
import dev.doppel.runtime.step.StepRecord;
import dev.doppel.spi.guard.Condition;
import dev.doppel.spi.guard.Verdict;
import dev.doppel.spi.view.Image;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;

/** Reports to test with. */
final class ReportExamples {

  private static final long SEED = 7;

  private ReportExamples() {}

  static ReportContent completed() {
    return new ReportContent(
        "byol",
        "60,000 gray images of 28x28 (IDX) in /data/fashion-mnist",
        RunOutcome.completed(800),
        Accuracies.before(OptionalDouble.of(0.804), OptionalDouble.of(0.801))
            .withCalibrated(OptionalDouble.of(0.831))
            .withTrained(OptionalDouble.of(0.842)),
        "Weighted k-nearest neighbours (k = 20, T = 0.07), bank 10,000, queries 10,000",
        List.of(warning()),
        curves(),
        samples(),
        List.of(),
        Map.of("loss", "byol"),
        Map.of("device", "cpu"));
  }

  static ReportContent hostile() {
    return new ReportContent(
        "<script>alert(1)</script>",
        "</title><img src=x onerror=alert(2)>",
        new RunOutcome(RunOutcome.Ending.INTERRUPTED, 3, 800, "\"</p>' & @{style}"),
        Accuracies.NONE,
        "</section>",
        List.of(),
        List.of(new Curve("</script><b>", new double[] {0}, new double[] {Double.NaN})),
        List.of(),
        List.of(),
        Map.of("<i>", "</td>"),
        Map.of());
  }

  static List<Curve> curves() {
    CurveRecorder recorder = new CurveRecorder();
    Random random = new Random(SEED);
    for (int step = 0; step < 800; step++) {
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put("learning-rate", 2e-3 * Math.min(1, step / 80.0));
      figures.put("target-update.momentum", 1 - 0.004 * (Math.cos(Math.PI * step / 800) + 1) / 2);
      if (step % 20 == 0) {
        figures.put("feature-std.std", 0.08 + 0.01 * random.nextGaussian());
        figures.put("feature-std.effective-rank", 40 + 0.05 * step);
      }
      double loss = 0.5 + Math.exp(-step / 100.0) + 0.05 * random.nextGaussian();
      recorder.onStep(new StepRecord(step, loss, figures));
    }
    return recorder.curves();
  }

  static List<SampleViews> samples() {
    Random random = new Random(SEED);
    List<SampleViews> samples = new ArrayList<>();
    for (int sample = 0; sample < 8; sample++) {
      samples.add(
          new SampleViews(
              image(random, 1), List.of(image(random, 1), image(random, 3), image(random, 3))));
    }
    return samples;
  }

  private static Image image(Random random, int channels) {
    float[] pixels = new float[channels * 28 * 28];
    float level = random.nextFloat();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i % 28 < 14 ? level : random.nextFloat();
    }
    return new Image(channels, 28, 28, pixels);
  }

  private static GuardEvent warning() {
    return new GuardEvent(
        "feature-std",
        120,
        100,
        new Verdict(
            Condition.WARNING,
            "std 0.011 under 0.015 (uniform 0.088)",
            "the target follows too fast",
            List.of("target-update.momentum", "optimizer.learning-rate"),
            Map.of("std", 0.011)),
        GuardAction.WARN);
  }
}
