/**
 * From samples to batches of views.
 *
 * <p>{@link dev.doppel.runtime.view.ViewPipeline} turns one sample into the views of a policy. A
 * view is a function of the run's seed, the epoch, the sample's index and the view's number, and of
 * nothing else: {@link dev.doppel.runtime.view.ChanceSeed} mixes the four into the seed of a
 * generator of its own. {@link dev.doppel.runtime.view.BatchLoader} visits the samples of an {@link
 * dev.doppel.runtime.data.ImageSource} in an order that is a function of seed and epoch, lets
 * threads make batches ahead of the training, and hands them over in order. So neither the number
 * of threads nor an interruption in between changes what a run sees.
 *
 * <p>{@link dev.doppel.runtime.view.EvaluationView} is the one view that evaluations show an
 * encoder: no chance in it, the policy's normalisation and nothing else.
 *
 * <p>Not here: the image operations (plugins bring them), what a policy contains (a method's plugin
 * says), and where images come from.
 */
package dev.doppel.runtime.view;
