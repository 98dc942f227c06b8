package dev.doppel.runtime.step;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The figures of one step.
 *
 * @param step the step, from 0
 * @param loss the loss
 * @param figures scheduled values such as {@code target-update.momentum} at each step, and guards'
 *     figures such as {@code feature-std.std} at the steps where the guard looked
 */
public record StepRecord(long step, double loss, Map<String, Double> figures) {

  /** Copies. */
  public StepRecord {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }
}
