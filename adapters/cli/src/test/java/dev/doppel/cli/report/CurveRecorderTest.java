package dev.doppel.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.runtime.step.StepRecord;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CurveRecorderTest {

  @Test
  void curves_figuresOfSomeSteps_haveTheirOwnSteps() {
    CurveRecorder recorder = new CurveRecorder();
    recorder.onStep(new StepRecord(0, 1, Map.of()));
    recorder.onStep(new StepRecord(1, 2, Map.of("feature-std.effective-rank", 40.0)));

    List<Curve> curves = recorder.curves();
    assertThat(curves)
        .extracting(Curve::name)
        .containsExactly("loss", "feature-std.effective-rank");
    assertThat(curves)
        .extracting(Curve::title)
        .containsExactly("Loss", "Effective rank (feature-std)");
    assertThat(curves.get(0).steps()).containsExactly(0, 1);
    assertThat(curves.get(0).values()).containsExactly(1, 2);
    assertThat(curves.get(1).steps()).containsExactly(1);
    assertThat(curves.get(1).values()).containsExactly(40);
  }

  @Test
  void curves_longRun_keepEvenlySpacedTrueValues() {
    CurveRecorder recorder = new CurveRecorder();
    for (int step = 0; step < 100_000; step++) {
      recorder.onStep(new StepRecord(step, -step, Map.of()));
    }

    Curve curve = recorder.curves().get(0);
    // 100,000 points at a stride of 32, the first power of two that needs fewer than 4,000.
    assertThat(curve.steps()).hasSize(3_125);
    for (int i = 0; i < curve.steps().length; i++) {
      assertThat(curve.steps()[i]).isEqualTo(32.0 * i);
      assertThat(curve.values()[i]).isEqualTo(-32.0 * i);
    }
  }
}
