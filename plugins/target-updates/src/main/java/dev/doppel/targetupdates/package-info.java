/**
 * Rules that move a target network after the online network: the plugin {@code target-updates}.
 *
 * <p>{@link dev.doppel.targetupdates.TargetUpdatesPlugin} is the entry point and the only public
 * type. It lists
 *
 * <ul>
 *   <li>{@code ema} (EmaTargetUpdate): an exponential moving average, with constant, cosine or
 *       linear momentum (BYOL, MoCo, DINO);
 *   <li>{@code copy} (CopyTargetUpdate): a copy every so many steps;
 *   <li>{@code none} (NoTargetUpdate): no target network at all (SimSiam);
 *   <li>{@code frozen} (FrozenTargetUpdate): a target that never moves.
 * </ul>
 *
 * <p>Not here: how a blend of two networks is computed, which is each platform's own, in one pass
 * on the device.
 */
package dev.doppel.targetupdates;
