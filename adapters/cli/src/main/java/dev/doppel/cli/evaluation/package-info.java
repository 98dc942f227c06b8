/**
 * What an encoder is worth: embeddings of whole sets of images, and the classifiers that judge
 * them.
 *
 * <p>{@link dev.doppel.cli.evaluation.FeatureExtractor} shows a set of images to an encoder. {@link
 * dev.doppel.cli.evaluation.EvaluationSets} says which images are the bank and which the queries,
 * and {@link dev.doppel.cli.evaluation.NeighbourEvaluation} measures an encoder with them. The
 * classifiers themselves are the runtime's, in {@link dev.doppel.runtime.metric}.
 */
package dev.doppel.cli.evaluation;
