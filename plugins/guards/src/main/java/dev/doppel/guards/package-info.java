/**
 * Collapse guards of general use: the plugin {@code guards}.
 *
 * <p>{@link dev.doppel.guards.GuardsPlugin} is the entry point and the only public type. It lists
 *
 * <ul>
 *   <li>{@code feature-std} (FeatureStdGuard): the outputs of all samples become the same (complete
 *       collapse) or vary along few directions only (dimensional collapse);
 *   <li>{@code non-finite} (NonFiniteGuard): losses or outputs are not finite (divergence).
 * </ul>
 *
 * <p>Both are monitors: they look and judge. What follows, a warning or the end of the run, is the
 * recipe's {@code guard.NAME.action}. Not here: guards that belong to one method, such as DINO's
 * centring, and how the figures are computed, which is the host's.
 */
package dev.doppel.guards;
