package dev.doppel.runtime.step;

import dev.doppel.runtime.boundary.MethodBoundary;
import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.spi.guard.Gradients;
import dev.doppel.spi.guard.TargetStatistics;
import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.ReferenceValues;
import dev.doppel.spi.loss.Stage;
import dev.doppel.spi.loss.TargetForm;
import dev.doppel.spi.step.Scheduled;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.target.TargetParameters;
import dev.doppel.spi.target.TargetSource;
import dev.doppel.spi.target.UpdatePhase;
import dev.doppel.spi.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The order of things in a training step, and the memory of a method between steps.
 *
 * <p>An adapter calls, for each step: {@link #beforeTargetForward}, then, after the forward passes,
 * {@link #loss} (as often as its platform likes; it changes nothing), after the backward pass
 * {@link #guardGradients}, then the optimiser unless that said no, and last {@link #complete}. For
 * one thread.
 *
 * <p>Of several workers, each has a step of its own that is given the whole batch's outputs and the
 * exchanged gradients; so loss, states and schedules are the same on all, and nothing of them is
 * exchanged. What guards decide is agreed upon.
 */
public final class SelfSupervisedStep {

  private static final String PREFIX = "step.";

  private final Method method;
  private final StepSettings settings;
  private final StepListener listener;
  private final Collective collective;
  private final StateKeeper lossState;
  private final StateKeeper shaperState;
  private final StateKeeper updateState;
  private final ShapedTargets targets;
  private final GradientGuards gradientGuards;
  private final Monitors monitors;
  private final UntoldSteps untold;
  private final FinitenessCheck finiteness;
  private final ResidentMemory memory = new ResidentMemory();
  private boolean initialized;
  private ReferenceValues reference;
  private long index;

  /**
   * Creates the step of one run.
   *
   * @param method the plugins' parts
   * @param settings the extent of the run
   * @param memory the platform's memory
   * @param listener is told of each step
   * @param collective what the workers of the run exchange
   */
  public SelfSupervisedStep(
      Method method,
      StepSettings settings,
      TensorMemory memory,
      StepListener listener,
      Collective collective) {
    this.method = method.bounded();
    this.settings = settings;
    this.listener = listener;
    this.collective = collective;
    MethodBoundary boundary = method.boundary();
    this.lossState = new StateKeeper(memory, boundary.aroundLoss());
    this.shaperState = new StateKeeper(memory, boundary.aroundTargetShaper());
    this.updateState = new StateKeeper(memory, boundary.aroundTargetUpdate());
    this.targets = new ShapedTargets(this.method, shaperState, memory);
    this.gradientGuards = new GradientGuards(method.gradientGuards(), boundary.checks(), memory);
    this.monitors = new Monitors(method.monitors(), boundary.checks(), memory);
    this.untold = new UntoldSteps(memory, listener, settings.lossReadInterval());
    this.finiteness = new FinitenessCheck(boundary);
  }

  /**
   * The position of the next step to complete, without scheduled values. Past the last step it
   * stays there, so that schedules keep their end values.
   *
   * @return the step
   */
  public Step position() {
    double epoch = (double) index / settings.stepsPerEpoch();
    return new Step(
        Math.min(index, settings.steps()), settings.steps(), epoch, untold.latestLoss(), Map.of());
  }

  /**
   * Moves the target if its rule does so before the target's forward pass.
   *
   * @param parameters both networks' parameters
   */
  public void beforeTargetForward(TargetParameters parameters) {
    updateTarget(UpdatePhase.BEFORE_TARGET_FORWARD, parameters);
  }

  /**
   * The loss of a batch. Changes nothing that a later call could see.
   *
   * @param raw the networks' outputs, targets not shaped
   * @return the loss, a scalar
   * @throws dev.doppel.runtime.plugin.PluginException if a plugin fails, or breaks a rule
   */
  public Tensor loss(Embeddings raw) {
    initialize(raw);
    Step step = position();
    Embeddings shaped = targets.shape(raw, step);
    Tensor loss =
        method.loss().compute(shaped, lossState.lend(any(raw)), step.resolve(method.loss()));
    finiteness.first(loss, evidence(raw, shaped, step));
    return loss;
  }

  /**
   * Lets the gradient guards see and change the gradients.
   *
   * @param gradients the online network's gradients
   * @param loss what {@link #loss} returned
   * @return whether the optimiser's step is to be taken; false on all workers if any of them says
   *     so
   * @throws RunStoppedException if a guard ends the run, on whichever worker; the listener was told
   *     of the step then, which is not to be completed
   * @throws dev.doppel.runtime.plugin.PluginException if a guard fails, or breaks a rule
   */
  public boolean guardGradients(Gradients gradients, Tensor loss) {
    if (gradientGuards.isEmpty()) {
      return true;
    }
    GradientGuardRunner.Answer answer =
        gradientGuards.guard(gradients, position(), listener, untold.figures());
    // All workers skip together, or their parameters drift apart. One exchange, not two, where all
    // is well.
    if (!collective.any(!answer.applyStep() || answer.stop().isPresent())) {
      return true;
    }
    if (collective.any(answer.stop().isPresent())) {
      untold.add(loss);
      flush();
      throw stop(answer.stop(), index);
    }
    finiteness.skip(index);
    return false;
  }

  /**
   * Ends a step: moves the target, advances the states, lets the monitors look.
   *
   * @param parameters both networks' parameters
   * @param raw what {@link #loss} saw; if it is the same object as in the last call of that, what
   *     was made of it then must still be valid
   * @param loss what {@link #loss} returned
   * @param outputs the online network's outputs for the first view, by stage; asked for only when a
   *     monitor looks
   * @param platformFigures further figures of the step, such as the learning rate
   * @throws RunStoppedException if a guard ends the run, on whichever worker; the step itself is
   *     complete then
   * @throws dev.doppel.runtime.plugin.PluginException if a plugin fails, or breaks a rule
   */
  public void complete(
      TargetParameters parameters,
      Embeddings raw,
      Tensor loss,
      Function<Stage, Tensor> outputs,
      Map<String, Double> platformFigures) {
    Step step = position();
    updateTarget(UpdatePhase.AFTER_OPTIMIZER_STEP, parameters);
    Embeddings shaped = targets.takeShaped(raw, step);
    advance(raw, shaped, step);
    untold.figures().putAll(platformFigures);
    scheduled("loss", method.loss(), step);
    scheduled("target-update", method.targetUpdate(), step);
    method.targetShaper().ifPresent(shaper -> scheduled("target-shaping", shaper, step));
    Map<String, Double> stepFigures = untold.add(loss);
    index++;
    memory.afterStep();
    watch(
        stepFigures,
        step,
        () ->
            new Seen(
                position(step),
                reference,
                stage -> Tensors.toMatrix(outputs.apply(stage)),
                () -> raw.predictions().values().stream().map(Tensors::toMatrix).toList(),
                targetStatistics(shaped),
                parameters.pairs().isEmpty()
                    ? Optional.empty()
                    : Optional.of(new NetworkDistance(parameters))),
        evidence(raw, shaped, step));
  }

  private FinitenessCheck.Evidence evidence(Embeddings raw, Embeddings shaped, Step step) {
    return new FinitenessCheck.Evidence(
        step.index(), raw, shaped, lossState.kept(), shaperState.kept());
  }

  private Optional<TargetStatistics> targetStatistics(Embeddings shaped) {
    boolean distributions = method.loss().targetForm() == TargetForm.DISTRIBUTION;
    OptionalDouble loss =
        method.loss().isTargetCrossEntropy()
            ? OptionalDouble.of(untold.latestLoss())
            : OptionalDouble.empty();
    return distributions && !shaped.targets().isEmpty()
        ? Optional.of(new TargetDistributions(List.copyOf(shaped.targets().values()), loss))
        : Optional.empty();
  }

  /**
   * Whether a guard, when it looked last, said that the run failed.
   *
   * @return whether any did
   */
  public boolean hasFailed() {
    return monitors.haveFailed() || gradientGuards.haveFailed();
  }

  /** Reads the losses that were not read yet and tells the listener of their steps. */
  public void flush() {
    untold.tell(readLosses());
  }

  /**
   * Writes all that this step remembers, as it is between two steps. Changes nothing; losses that
   * were not read yet, and so not told of, are told by whoever goes on.
   *
   * @param checkpoint where to, under names that begin with {@code step.}
   */
  public void save(Checkpoint.Builder checkpoint) {
    Checkpoint.Builder step = checkpoint.part(PREFIX);
    step.count("index", index).count("initialized", initialized ? 1 : 0);
    if (reference != null) {
      step.number("reference.uniform", reference.uniform());
      step.number("reference.collapsed", reference.collapsed());
    }
    lossState.save(step.part("loss."));
    shaperState.save(step.part("target-shaping."));
    updateState.save(step.part("target-update."));
    gradientGuards.save(step);
    monitors.save(step);
    untold.save(step);
  }

  /**
   * Takes over what {@link #save} wrote in a run of the same method.
   *
   * @param checkpoint the checkpoint
   * @throws IllegalArgumentException if a part is missing
   */
  public void restore(Checkpoint checkpoint) {
    Checkpoint step = checkpoint.part(PREFIX);
    index = step.count("index");
    initialized = step.count("initialized") == 1;
    reference =
        initialized
            ? new ReferenceValues(
                step.number("reference.uniform"), step.number("reference.collapsed"))
            : null;
    lossState.restore(step.part("loss."));
    shaperState.restore(step.part("target-shaping."));
    updateState.restore(step.part("target-update."));
    gradientGuards.restore(step);
    monitors.restore(step);
    untold.restore(step);
  }

  private void initialize(Embeddings raw) {
    if (initialized) {
      return;
    }
    Tensor like = any(raw);
    lossState.replace(method.loss().initialState(like.size(1), like, settings.seed()));
    reference = method.loss().referenceValues(raw);
    method
        .targetShaper()
        .ifPresent(shaper -> shaperState.replace(shaper.initialState(targets.detach(raw))));
    initialized = true;
  }

  private static Tensor any(Embeddings raw) {
    return raw.predictions().get(raw.predictions().firstKey());
  }

  private void updateTarget(UpdatePhase phase, TargetParameters parameters) {
    boolean due =
        method.targetUpdate().phase() == phase
            && method.targetUpdate().source() == TargetSource.OWN_NETWORK;
    if (due) {
      Step step = position().resolve(method.targetUpdate());
      updateState.replace(method.targetUpdate().apply(parameters, updateState.get(), step));
    }
  }

  private void advance(Embeddings raw, Embeddings shaped, Step step) {
    lossState.replace(
        method.loss().advance(shaped, lossState.lend(any(raw)), step.resolve(method.loss())));
    method
        .targetShaper()
        .ifPresent(
            shaper ->
                shaperState.replace(
                    shaper.advance(
                        targets.detach(raw), shaperState.lend(any(raw)), step.resolve(shaper))));
  }

  private void scheduled(String prefix, Scheduled scheduled, Step step) {
    // By name: the order of such a map is another one in each process, and figures are columns.
    new TreeMap<>(step.resolve(scheduled).values())
        .forEach((name, value) -> untold.figures().put(prefix + "." + name, value));
  }

  private void watch(
      Map<String, Double> stepFigures,
      Step step,
      Supplier<Seen> seeing,
      FinitenessCheck.Evidence evidence) {
    boolean looks = monitors.areDue(step.index());
    if (!looks && untold.count() < settings.lossReadInterval()) {
      return;
    }
    double[] read = readLosses();
    if (looks) {
      look(stepFigures, step, seeing, read);
    } else {
      untold.tell(read);
    }
    // Last: what a guard is to do about it was chosen by the user.
    finiteness.last(read, evidence);
  }

  private void look(
      Map<String, Double> stepFigures, Step step, Supplier<Seen> seeing, double[] read) {
    // After the losses were read, the last of which belongs to what is seen.
    Seen seen = seeing.get();
    Optional<GuardEvent> stop;
    try {
      stop = monitors.look(seen, listener, stepFigures);
    } finally {
      // The step that ends a run is told of too, with the figures that ended it.
      untold.tell(read);
    }
    if (collective.any(stop.isPresent())) {
      throw stop(stop, step.index());
    }
  }

  /**
   * What ends the run on all workers if it ends on one, or the others would wait for it forever.
   * Monitors see the whole batch's outputs and so agree as a rule, but not where processors round
   * differently and a figure is at its limit.
   */
  private static RunStoppedException stop(Optional<GuardEvent> mine, long step) {
    return mine.map(RunStoppedException::new)
        .orElseGet(() -> RunStoppedException.ofAnotherWorker(step));
  }

  private Step position(Step step) {
    return new Step(step.index(), step.steps(), step.epoch(), untold.latestLoss(), step.values());
  }

  private double[] readLosses() {
    double[] read = untold.read();
    monitors.see(read);
    return read;
  }
}
