/**
 * Losses on ND4J arrays: the gradient tape's operations ({@link
 * dev.doppel.dl4j.tensor.Nd4jArrayOperations}) over handles that know who frees the memory ({@link
 * dev.doppel.dl4j.tensor.Nd4jArray}). DL4J's own differentiation, SameDiff, is not used: release
 * 1.0.0-M2.1 gives wrong gradients for some operations without a word.
 */
package dev.doppel.dl4j.tensor;
