package dev.doppel.benchmarks;

import dev.doppel.djl.DjlBackend;
import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.runtime.checkpoint.CheckpointFile;
import dev.doppel.runtime.network.BatchStatistics;
import dev.doppel.runtime.network.HeadSpecification;
import dev.doppel.runtime.optimizer.OptimizerPlan;
import dev.doppel.runtime.optimizer.OptimizerRule;
import dev.doppel.runtime.optimizer.TrustRatio;
import dev.doppel.runtime.plugin.ExtensionKind;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.step.Method;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.training.TrainingBackend;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.runtime.training.TrainingSession;
import dev.doppel.runtime.training.ViewBatch;
import dev.doppel.runtime.training.ViewBlock;
import dev.doppel.spi.loss.LossFactory;
import dev.doppel.spi.loss.Network;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.schedule.Schedule;
import dev.doppel.spi.target.TargetUpdateFactory;
import dev.doppel.spi.view.ViewKind;
import dev.doppel.spi.view.ViewPolicy;
import dev.doppel.spi.view.ViewSpecification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A method through the adapter, as the command line runs it. */
final class DoppelMethod implements Contender {

  private static final int STEPS = 1_000_000;
  private static final HeadSpecification HEAD =
      HeadSpecification.parse("linear(512) bn relu linear(128)");

  private final TrainingSession session;
  private final ViewBatch batch;

  /** On DJL. */
  DoppelMethod(Workload workload) {
    this(workload, new DjlBackend());
  }

  DoppelMethod(Workload workload, TrainingBackend backend) {
    this(workload, backend, plan(workload));
  }

  private DoppelMethod(Workload workload, TrainingBackend backend, TrainingPlan plan) {
    this(
        backend,
        plan,
        new ViewBatch(
            List.of(block(workload, workload.first()), block(workload, workload.second()))));
  }

  private DoppelMethod(TrainingBackend backend, TrainingPlan plan, ViewBatch batch) {
    this.session = backend.open(plan, new StepListener() {});
    this.batch = batch;
  }

  /** Any method, as its recipe has it. */
  static DoppelMethod of(MethodWorkload workload) {
    return new DoppelMethod(new DjlBackend(), workload.plan(), workload.batch());
  }

  /** SimSiam in its place. */
  static DoppelMethod simsiam(Workload workload, TrainingBackend backend) {
    Method method = method("simsiam", "none", Map.of());
    return new DoppelMethod(workload, backend, plan(workload, method));
  }

  private static ViewBlock block(Workload workload, float[] pixels) {
    return new ViewBlock(workload.batch(), workload.channels(), workload.size(), pixels);
  }

  static TrainingPlan plan(Workload workload) {
    return plan(
        workload, method("byol", "ema", Map.of("momentum", "0.99", "schedule", "constant")));
  }

  private static Method method(String lossName, String updateName, Map<String, String> settings) {
    PluginRegistry plugins = PluginRegistry.discover();
    LossFactory loss = plugins.find(ExtensionKind.LOSS, lossName, "the benchmark").factory();
    TargetUpdateFactory update =
        plugins.find(ExtensionKind.TARGET_UPDATE, updateName, "the benchmark").factory();
    return Method.of(
        loss.create(Options.defaults(loss.options())),
        update.create(Options.parse(update.options(), settings)));
  }

  private static TrainingPlan plan(Workload workload, Method method) {
    Schedule rate = Schedule.constant(0.05);
    return new TrainingPlan(
        method,
        workload.backbone(),
        Options.parse(
            new DjlBackend().backbones().get(workload.backbone()), workload.backboneOptions()),
        HEAD,
        HEAD,
        BatchStatistics.PER_VIEW,
        new OptimizerPlan(
            OptimizerRule.SGD,
            rate,
            rate,
            0.9,
            Schedule.constant(1e-4),
            true,
            0.001,
            TrustRatio.NORM_OF_SUM,
            0.9,
            0.999,
            1e-8),
        new ViewPolicy(List.of(view(workload, "first"), view(workload, "second"))),
        workload.channels(),
        workload.batch(),
        STEPS,
        STEPS,
        7,
        "cpu",
        2,
        Network.ONLINE);
  }

  private static ViewSpecification view(Workload workload, String name) {
    return new ViewSpecification(name, ViewKind.GLOBAL, workload.size(), List.of());
  }

  /** Steps on one batch in memory. */
  @Override
  public double run(int rounds) {
    long begin = System.nanoTime();
    for (int round = 0; round < rounds; round++) {
      step(batch);
    }
    flush();
    return (System.nanoTime() - begin) / 1e9;
  }

  void step(ViewBatch views) {
    session.step(views);
  }

  /**
   * One step on the batch in memory.
   *
   * @param last whether to wait until it is done, and all before it
   * @return the time it took, in seconds
   */
  double timedStep(boolean last) {
    long begin = System.nanoTime();
    step(batch);
    if (last) {
      flush();
    }
    return (System.nanoTime() - begin) / 1e9;
  }

  /** Writes a checkpoint, forced to the disk, and returns the time that took in seconds. */
  double checkpoint(Path file) throws IOException {
    long begin = System.nanoTime();
    Checkpoint.Builder checkpoint = new Checkpoint.Builder();
    session.save(checkpoint);
    CheckpointFile.write(file, checkpoint.build());
    return (System.nanoTime() - begin) / 1e9;
  }

  /** Waits until all steps are done. */
  void flush() {
    session.flush();
  }

  @Override
  public void close() {
    session.close();
  }
}
