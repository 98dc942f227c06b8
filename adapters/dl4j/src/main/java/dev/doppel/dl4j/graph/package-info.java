/**
 * A user's network as a graph that trains without labels ({@link
 * dev.doppel.dl4j.graph.SelfSupervisedGraph}).
 *
 * <p>DL4J's layers remember one forward pass each. So the graph that a program sees holds
 * parameters, updater and listeners, while each view goes through a {@code PassGraph} of its own
 * over the same parameter vector, and the target network, which needs no backward pass, through one
 * whose layers keep nothing. The loss is differentiated by the gradient tape, and its gradients by
 * the networks' outputs flow back through DL4J's own layers. What the passes leave is joined into
 * one gradient vector, of which running statistics are a part in DL4J ({@code StatisticsFold}), and
 * DL4J's solver goes on as ever.
 */
package dev.doppel.dl4j.graph;
