/**
 * How good features are: figures of collapse, and evaluations of frozen encoders.
 *
 * <ul>
 *   <li>{@link dev.doppel.runtime.metric.FeatureMatrix}: spread, effective rank, alignment,
 *       uniformity and entropies of a matrix of features, in float64; what collapse monitors see
 *       (SingularValues, Spread, SoftmaxEntropy behind it);
 *   <li>{@link dev.doppel.runtime.metric.KNearestNeighbours}: the weighted nearest-neighbour
 *       classifier, with {@link dev.doppel.runtime.metric.NeighbourSettings} of DINO and lightly
 *       (CandidateSearch and LargestValues behind it), and {@link
 *       dev.doppel.runtime.metric.MatrixProduct}, through which a platform makes it fast;
 *   <li>{@link dev.doppel.runtime.metric.LinearProbe}: logistic regression on features, with {@link
 *       dev.doppel.runtime.metric.ProbeSettings} (SoftmaxRegression and LimitedMemoryBfgs behind
 *       it).
 * </ul>
 *
 * <p>All of it runs on the host in plain Java, but for a platform's matrix products; results depend
 * neither on those nor on the number of threads. Not here: losses, which are plugins, and how
 * features come out of a network, which is the adapters' business.
 */
package dev.doppel.runtime.metric;
