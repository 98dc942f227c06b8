/**
 * Collapse guards of general use: the plugin {@code guards}.
 *
 * <p>{@link dev.doppel.guards.GuardsPlugin} is the entry point and the only public type. It lists
 * monitors, which look and judge, and gradient guards, which act between the backward pass and the
 * optimiser.
 *
 * <ul>
 *   <li>{@code feature-std} (FeatureStdGuard): the outputs of all samples become the same (complete
 *       collapse);
 *   <li>{@code effective-rank} (EffectiveRankGuard): outputs vary along few directions only
 *       (dimensional collapse);
 *   <li>{@code alignment-uniformity} (AlignmentUniformityGuard): views agree because all samples do
 *       (complete collapse);
 *   <li>{@code target-entropy} (TargetEntropyGuard): all targets choose one prototype, or none
 *       (complete collapse);
 *   <li>{@code loss-plateau}, {@code loss-floor} (LossPlateauGuard, LossFloorGuard): the loss stays
 *       at its value for unrelated outputs, or comes to that for equal ones (warnings);
 *   <li>{@code target-alias}, {@code target-drift} (TargetAliasGuard, TargetDriftGuard): the target
 *       network is none of its own, or does not follow (warnings);
 *   <li>{@code dead-prototypes} (DeadPrototypesGuard): few prototypes are in use (a warning);
 *   <li>{@code non-finite} (NonFiniteGuard): losses or outputs are not finite (divergence);
 *   <li>{@code clip} (ClipGuard): gradients have a greatest norm;
 *   <li>{@code freeze-last-layer} (FreezeLastLayerGuard): the last layer waits at the start of a
 *       run;
 *   <li>{@code fixed-patch-projection} (FixedPatchProjectionGuard): the backbone's first layer
 *       stays as it was drawn;
 *   <li>{@code gradient-spike} (GradientSpikeGuard): the first layer's gradient is many times as
 *       long as before.
 * </ul>
 *
 * <p>What follows from a verdict, a warning or the end of the run, is the recipe's {@code
 * guard.NAME.action}. Gradient guards act in the order in which the recipe names them. Not here:
 * guards that belong to one method, such as DINO's centring, and how the figures are computed,
 * which is the host's.
 */
package dev.doppel.guards;
