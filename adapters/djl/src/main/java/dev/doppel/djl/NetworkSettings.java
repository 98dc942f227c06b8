package dev.doppel.djl;

import ai.djl.nn.Block;
import dev.doppel.runtime.network.BatchStatistics;
import dev.doppel.runtime.program.ProgramRun;
import dev.doppel.runtime.step.Collective;
import dev.doppel.runtime.step.Method;
import dev.doppel.runtime.step.StepRoles;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.spi.view.ViewSpecification;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the online and target networks are made of.
 *
 * @param backbone makes the backbone; called twice where the target has a network of its own
 * @param projector the projector
 * @param predictor the predictor
 * @param batchStatistics which samples share batch statistics
 * @param method the method
 * @param roles the outputs that the method needs
 * @param views the views of a sample, where they are images of known sizes; otherwise empty
 * @param seed the seed of the heads' initial weights
 * @param collective what the workers of the run exchange
 */
record NetworkSettings(
    Supplier<Block> backbone,
    HeadSource projector,
    HeadSource predictor,
    BatchStatistics batchStatistics,
    Method method,
    StepRoles roles,
    List<ViewSpecification> views,
    long seed,
    Collective collective) {

  /** The networks of a run, with the recipe's heads. */
  static NetworkSettings of(
      ProgramRun run,
      Supplier<Block> backbone,
      List<ViewSpecification> views,
      Collective collective) {
    TrainingPlan plan = run.plan();
    return new NetworkSettings(
        backbone,
        HeadSource.of(plan.projector()),
        HeadSource.of(plan.predictor()),
        plan.batchStatistics(),
        plan.method(),
        run.roles(),
        views,
        plan.seed(),
        collective);
  }

  /** The same with other heads. */
  NetworkSettings withHeads(HeadSource newProjector, HeadSource newPredictor) {
    return new NetworkSettings(
        backbone,
        newProjector,
        newPredictor,
        batchStatistics,
        method,
        roles,
        views,
        seed,
        collective);
  }
}
