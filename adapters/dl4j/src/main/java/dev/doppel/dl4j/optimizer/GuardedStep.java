package dev.doppel.dl4j.optimizer;

import dev.doppel.dl4j.parameter.ParameterSlot;
import java.util.Set;

/** What guards decided of the step that an updater is about to take. */
public interface GuardedStep {

  /**
   * Whether the step is to be taken.
   *
   * @return whether; if not, nothing changes at all
   */
  boolean applies();

  /**
   * The parameters that stay as they are in this step.
   *
   * @return the parameters, of the layout that the step's gradients have; none as a rule
   */
  Set<ParameterSlot> frozen();
}
