/**
 * DL4J's commonest layers on ND4J's own operations ({@link
 * dev.doppel.dl4j.layer.LayerReplacement}).
 *
 * <p>DL4J's layers make convolutions of copies and matrix products, run each forward pass a second
 * time before the backward pass, and leave large arrays to the garbage collector, which does not
 * see memory outside of the Java heap. These compute the same function of the same parameters with
 * one operation each where there is one, keep what the backward pass needs in the step's
 * workspaces, and free the rest at once.
 *
 * <p>Heads also have layers that DL4J lacks: the exact Gaussian error linear unit ({@link
 * dev.doppel.dl4j.layer.ExactGelu}), rows of unit length ({@link
 * dev.doppel.dl4j.layer.UnitRowsLayer}), and linear layers whose weights count by their direction
 * ({@link dev.doppel.dl4j.layer.WeightNormLayer}, {@link dev.doppel.dl4j.layer.PrototypesLayer}).
 */
package dev.doppel.dl4j.layer;
