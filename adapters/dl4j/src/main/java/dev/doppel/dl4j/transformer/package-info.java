/**
 * Layers of tokens, of which a vision transformer is made: {@link
 * dev.doppel.dl4j.transformer.PatchEmbedding}, then as many {@link
 * dev.doppel.dl4j.transformer.TransformerBlock} as it is deep, then {@link
 * dev.doppel.dl4j.transformer.ClassTokenNorm}.
 *
 * <p>These are what DL4J's configurations and model files name. Each has a runtime layer beside it,
 * whose name ends in {@code Layer}, with both passes written on ND4J's operations: those that DL4J
 * derives by itself double the gradient in each layer, and run every forward pass a second time.
 */
package dev.doppel.dl4j.transformer;
