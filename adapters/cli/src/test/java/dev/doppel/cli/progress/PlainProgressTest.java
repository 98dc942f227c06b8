package dev.doppel.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.cli.training.RunOverview;
import dev.doppel.runtime.step.GuardAction;
import dev.doppel.runtime.step.GuardEvent;
import dev.doppel.runtime.step.StepRecord;
import dev.doppel.spi.guard.Condition;
import dev.doppel.spi.guard.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class PlainProgressTest {

  private static final long SECOND = 1_000_000_000L;

  private final StringWriter written = new StringWriter();
  private final AtomicLong clock = new AtomicLong();
  private final PlainProgress progress = new PlainProgress(new PrintWriter(written), clock::get);

  @Test
  void onStart_overview_saysWhatIsTrained() {
    progress.onStart(overview());

    assertThat(written.toString().lines())
        .containsExactly(
            "byol on 60,000 gray images",
            "  backbone small-cnn (embeddings of 2,048), 1,234,567 parameters to train, backend"
                + " djl on cpu",
            "  800 steps of 128 images, guards: feature-std, non-finite",
            "  output in runs/one");
  }

  @Test
  void onPhase_oneRunOfSeveral_saysWhich() {
    new PlainProgress(new PrintWriter(written), clock::get, "method 2 of 8: ").onPhase("measuring");

    assertThat(written.toString().lines()).containsExactly("method 2 of 8: measuring");
  }

  @Test
  void onProgress_withinFiveSeconds_saysNothing() {
    progress.onStart(overview());
    written.getBuffer().setLength(0);
    progress.onProgress(0);
    clock.set(5 * SECOND - 1);
    progress.onProgress(1);

    assertThat(written.toString()).isEmpty();
  }

  @Test
  void onProgress_everyFiveSeconds_writesALine() {
    progress.onStart(overview());
    written.getBuffer().setLength(0);
    // What came before the first step does not count.
    clock.set(100 * SECOND);
    progress.onProgress(0);
    progress.onStep(
        new StepRecord(
            99,
            0.51234,
            Map.of(
                "learning-rate",
                0.1,
                "feature-std.effective-rank",
                46.25,
                // A figure of one layer of many.
                "feature-std.backbone.block 0",
                0.3)));
    clock.set(105 * SECOND);
    progress.onProgress(100);
    progress.onProgress(101);
    clock.set(110 * SECOND);
    progress.onProgress(200);

    // 100 steps of 128 images in 5 s are 2,560 images a second; 700 more steps take 35 s.
    assertThat(written.toString().lines())
        .containsExactly(
            "step 100 of 800, loss 0.5123, 2,560 images/s, effective rank 46.3, 35 s left",
            "step 200 of 800, loss 0.5123, 2,560 images/s, effective rank 46.3, 30 s left");
  }

  @Test
  void onVerdict_warning_isSaidAtOnce() {
    progress.onStart(overview());
    written.getBuffer().setLength(0);
    progress.onVerdict(
        new GuardEvent(
            "feature-std",
            3,
            3,
            new Verdict(Condition.WARNING, "std 0.01", "too fast", List.of(), Map.of()),
            GuardAction.WARN));

    assertThat(written.toString().lines())
        .containsExactly("feature-std at step 3: warning, std 0.01; likely cause: too fast");
  }

  private static RunOverview overview() {
    return new RunOverview(
        "byol",
        "60,000 gray images",
        "small-cnn",
        2_048,
        1_234_567,
        "djl",
        "cpu",
        800,
        128,
        List.of("feature-std", "non-finite"),
        Path.of("runs/one"));
  }
}
