package dev.doppel.dl4j;

import dev.doppel.dl4j.graph.GraphSettings;
import dev.doppel.dl4j.graph.Head;
import dev.doppel.dl4j.graph.SelfSupervisedGraph;
import dev.doppel.dl4j.tensor.Nd4jArray;
import dev.doppel.dl4j.tensor.Nd4jArrayOperations;
import dev.doppel.runtime.program.ProgramRun;
import dev.doppel.runtime.step.Collective;
import dev.doppel.runtime.step.SelfSupervisedStep;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.step.StepSettings;
import dev.doppel.runtime.tape.GradientTape;
import dev.doppel.runtime.training.TrainingPlan;

/**
 * Everything a run is put together from.
 *
 * @param run the run; its plan's backbone, optimiser and device are not used
 * @param user the network
 * @param projector the projector
 * @param predictor the predictor
 * @param listener is told of each step
 */
record Wiring(
    ProgramRun run, UserBackbone user, Head projector, Head predictor, StepListener listener) {

  /** A run with a recipe's heads whose batches are views already. */
  static Wiring of(TrainingPlan plan, UserBackbone user, StepListener listener) {
    return new Wiring(
        ProgramRun.of(plan), user, Head.of(plan.projector()), Head.of(plan.predictor()), listener);
  }

  TrainingPlan plan() {
    return run.plan();
  }

  SelfSupervisedGraph graph() {
    NativesAdvice.giveOnce(Nd4jNatives.load());
    TrainingPlan plan = plan();
    GradientTape<Nd4jArray> tape = new GradientTape<>(new Nd4jArrayOperations());
    SelfSupervisedStep step =
        new SelfSupervisedStep(
            plan.method(),
            StepSettings.of(plan.steps(), plan.stepsPerEpoch(), plan.seed()),
            tape,
            listener,
            Collective.single());
    SelfSupervisedGraph graph =
        SelfSupervisedGraph.of(
            user.network(),
            UserNetwork.outputShape(user.network(), user.sample()),
            user.independent(),
            new GraphSettings(
                projector,
                predictor,
                plan.batchStatistics(),
                plan.method(),
                run.roles(),
                plan.seed()),
            step,
            tape,
            new ViewDrawing(run.pipeline().orElse(null)));
    NetworkAdvice.give(
        graph.getConfiguration(), graph.normalisesOverBatches(), plan.method().loss());
    return graph;
  }
}
