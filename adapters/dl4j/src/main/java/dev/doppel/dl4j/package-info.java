/**
 * Self-supervised training for DL4J's networks.
 *
 * <p>A program enters at {@link dev.doppel.dl4j.SelfSupervision}, or with heads of its own at
 * {@link dev.doppel.dl4j.SelfSupervisionBuilder}, which puts heads on its network and hands out a
 * graph to {@code fit} in its place. {@code Wiring} is all that a run is put together from. Recipes
 * enter at {@link dev.doppel.dl4j.Dl4jBackend}. The graph itself is in {@code graph}, losses on
 * ND4J's arrays in {@code tensor}, updaters in {@code optimizer}, backbones by name in {@code
 * network}. {@link dev.doppel.dl4j.CollapseWatch} watches networks that a program trains without
 * any of this.
 */
package dev.doppel.dl4j;
