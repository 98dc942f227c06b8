/**
 * Rules that move the target network after the online network: EMA, copies, none at all.
 *
 * <p>A {@link dev.doppel.spi.target.TargetUpdate} is applied to {@link
 * dev.doppel.spi.target.TargetParameters}, the two networks' parameters in pairs.
 */
package dev.doppel.spi.target;
