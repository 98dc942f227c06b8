package dev.doppel.dl4j.optimizer;

import dev.doppel.dl4j.parameter.ParameterLayout;
import dev.doppel.dl4j.parameter.ParameterLayout.Range;
import dev.doppel.dl4j.parameter.ParameterSlot;
import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.runtime.checkpoint.CheckpointArray;
import dev.doppel.runtime.optimizer.OptimizerPlan;
import dev.doppel.runtime.optimizer.OptimizerRule;
import dev.doppel.spi.target.NetworkPart;
import dev.doppel.spi.target.ParameterRole;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The stretches of a parameter vector that an optimiser treats alike, and how often each parameter
 * was frozen. They are found anew only where other parameters are frozen than in the step before.
 */
final class Stretches {

  private final ParameterLayout layout;
  private final OptimizerPlan plan;
  private final long[] missed;
  private Set<ParameterSlot> frozen = Set.of();
  private List<Stretch> moving;

  /**
   * How parameters are treated.
   *
   * @param inPredictor whether they are the predictor's, which has a learning rate of its own
   * @param decays whether weight decay moves them
   * @param missed the steps that they were frozen in
   */
  private record Treatment(boolean inPredictor, boolean decays, long missed) {}

  /**
   * Parameters that are treated alike.
   *
   * @param range where they are
   * @param inPredictor whether they are the predictor's
   * @param decays whether weight decay moves them
   * @param missed the steps that they were frozen in
   */
  record Stretch(Range range, boolean inPredictor, boolean decays, long missed) {}

  Stretches(ParameterLayout layout, OptimizerPlan plan) {
    this.layout = layout;
    this.plan = plan;
    this.missed = new long[layout.slots().size()];
    this.moving = find();
  }

  /**
   * The stretches of a step, which is counted.
   *
   * @param frozenNow the parameters that it leaves out
   * @return the others, running statistics left out too
   */
  List<Stretch> moving(Set<ParameterSlot> frozenNow) {
    if (!frozenNow.equals(frozen)) {
      frozen = new HashSet<>(frozenNow);
      moving = find();
    }
    if (!frozen.isEmpty()) {
      for (int i = 0; i < missed.length; i++) {
        missed[i] += frozen.contains(layout.slots().get(i)) ? 1 : 0;
      }
    }
    return moving;
  }

  /** Counts a step that no parameter takes part in. */
  void passOver() {
    for (int i = 0; i < missed.length; i++) {
      missed[i]++;
    }
    moving = find();
  }

  private List<Stretch> find() {
    Map<Treatment, Set<ParameterSlot>> alike = new LinkedHashMap<>();
    for (int i = 0; i < missed.length; i++) {
      ParameterSlot slot = layout.slots().get(i);
      if (slot.role() != ParameterRole.RUNNING_STATISTIC && !frozen.contains(slot)) {
        boolean inPredictor = slot.part() == NetworkPart.PREDICTOR;
        alike
            .computeIfAbsent(
                new Treatment(inPredictor, decays(slot), missed[i]), key -> new LinkedHashSet<>())
            .add(slot);
      }
    }
    List<Stretch> found = new ArrayList<>();
    alike.forEach(
        (treatment, slots) ->
            ranges(treatment, slots)
                .forEach(
                    range ->
                        found.add(
                            new Stretch(
                                range,
                                treatment.inPredictor(),
                                treatment.decays(),
                                treatment.missed()))));
    return found;
  }

  private List<Range> ranges(Treatment treatment, Set<ParameterSlot> slots) {
    // The trust ratio is one tensor's.
    return plan.rule() == OptimizerRule.LARS && treatment.decays()
        ? slots.stream().map(slot -> new Range(slot.from(), slot.to())).toList()
        : layout.ranges(slots::contains);
  }

  private boolean decays(ParameterSlot slot) {
    return plan.decayBiasAndNormalisation() || slot.role() == ParameterRole.WEIGHT;
  }

  void save(Checkpoint.Builder checkpoint, String name) {
    double[] counts = new double[missed.length];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = missed[i];
    }
    checkpoint.array(name, CheckpointArray.of(counts, counts.length));
  }

  void restore(Checkpoint checkpoint, String name) {
    double[] counts = checkpoint.array(name).doubles();
    if (counts.length != missed.length || Arrays.stream(counts).anyMatch(count -> !(count >= 0))) {
      throw new IllegalArgumentException(
          "the checkpoint's array '%s' is not %d counts".formatted(name, missed.length));
    }
    Arrays.setAll(missed, i -> (long) counts[i]);
    frozen = Set.of();
    moving = find();
  }
}
