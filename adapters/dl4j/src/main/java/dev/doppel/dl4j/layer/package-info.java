/**
 * DL4J's commonest layers on ND4J's own operations ({@link
 * dev.doppel.dl4j.layer.LayerReplacement}).
 *
 * <p>DL4J's layers make convolutions of copies and matrix products, run each forward pass a second
 * time before the backward pass, and leave large arrays to the garbage collector, which does not
 * see memory outside of the Java heap. These compute the same function of the same parameters with
 * one operation each where there is one, keep what the backward pass needs in the step's
 * workspaces, and free the rest at once.
 */
package dev.doppel.dl4j.layer;
