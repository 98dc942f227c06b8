package dev.doppel.cli.report;

import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.step.StepRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the curves of a run in bounded memory. Once a curve is full, every second point goes and
 * from then on half as many points come in: what is kept are true values, not means, so that spikes
 * of a noisy loss stay as high as they were. For one thread.
 */
public final class CurveRecorder implements StepListener {

  private static final int LIMIT = 4_000;

  private final Map<String, Points> curves = new LinkedHashMap<>();

  /** Creates a recorder without curves. */
  public CurveRecorder() {}

  @Override
  public void onStep(StepRecord record) {
    add("loss", record.step(), record.loss());
    record.figures().forEach((name, value) -> add(name, record.step(), value));
  }

  /**
   * The curves so far.
   *
   * @return one curve a figure: the loss, then the others in the order of their appearance
   */
  public List<Curve> curves() {
    List<Curve> result = new ArrayList<>();
    curves.forEach((name, points) -> result.add(points.toCurve(name)));
    return result;
  }

  /**
   * Adds a point to a curve.
   *
   * @param name the figure's name
   * @param step the step, not before the last one of this curve
   * @param value the figure at that step
   */
  public void add(String name, long step, double value) {
    curves.computeIfAbsent(name, key -> new Points()).add(step, value);
  }

  /** The points of one curve. */
  private static final class Points {

    private final List<double[]> kept = new ArrayList<>();
    private int stride = 1;
    private int skipped;

    void add(long step, double value) {
      if (skipped > 0) {
        skipped--;
        return;
      }
      skipped = stride - 1;
      kept.add(new double[] {step, value});
      if (kept.size() == LIMIT) {
        halve();
      }
    }

    private void halve() {
      List<double[]> all = List.copyOf(kept);
      kept.clear();
      for (int i = 0; i < all.size(); i += 2) {
        kept.add(all.get(i));
      }
      // The last point kept lies one old stride before the last one seen.
      skipped = stride - 1;
      stride *= 2;
    }

    Curve toCurve(String name) {
      return new Curve(
          name,
          kept.stream().mapToDouble(point -> point[0]).toArray(),
          kept.stream().mapToDouble(point -> point[1]).toArray());
    }
  }
}
