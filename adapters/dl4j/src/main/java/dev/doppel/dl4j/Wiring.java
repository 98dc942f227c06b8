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
import dev.doppel.spi.view.ViewSpecification;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Everything a run is put together from.
 *
 * @param run the run; its plan's backbone, optimiser and device are not used
 * @param user the network
 * @param views the views of a sample, where they are images of known sizes; otherwise empty
 * @param projector the projector
 * @param predictor the predictor
 * @param listener is told of each step
 */
record Wiring(
    ProgramRun run,
    UserBackbone user,
    List<ViewSpecification> views,
    Head projector,
    Head predictor,
    StepListener listener) {

  /** A run with a recipe's heads whose batches are views already. */
  static Wiring of(TrainingPlan plan, UserBackbone user, StepListener listener) {
    return new Wiring(
        ProgramRun.of(plan),
        user,
        plan.views().views(),
        Head.of(plan.projector()),
        Head.of(plan.predictor()),
        listener);
  }

  /** Views of several sizes go through one network, which not every network can do. */
  private void requireSizes(long[] output) {
    Set<Integer> known = new HashSet<>(Set.of(plan().imageSize()));
    for (int view = 0; view < views.size(); view++) {
      int index = view;
      boolean passes = run.roles().requirements().stream().anyMatch(role -> role.view() == index);
      if (passes && known.add(views.get(view).size())) {
        UserNetwork.requireSize(user, plan().channels(), views.get(view), output);
      }
    }
  }

  TrainingPlan plan() {
    return run.plan();
  }

  SelfSupervisedGraph graph() {
    NativesAdvice.giveOnce(Nd4jNatives.load());
    TrainingPlan plan = plan();
    long[] output = UserNetwork.outputShape(user.network(), user.sample());
    requireSizes(output);
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
            output,
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
