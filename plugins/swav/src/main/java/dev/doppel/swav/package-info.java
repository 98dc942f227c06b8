/**
 * Swapping assignments between views (Caron et al., arXiv 2006.09882): the plugin {@code swav}.
 *
 * <p>{@link dev.doppel.swav.SwavPlugin} is the entry point and the only public type. It lists
 *
 * <ul>
 *   <li>the loss {@code swav} (SwavLoss): the cross-entropy of each view's scores with the
 *       assignments of other global views;
 *   <li>the target shaper {@code sinkhorn} (SinkhornShaper): scores become assignments that use all
 *       prototypes alike, over the batch and a queue of earlier features (FeatureQueue);
 *   <li>the view policy {@code swav} (SwavViews): global and local crops, all drawn with SimCLR's
 *       jitter (SwavViewSteps);
 *   <li>the recipes {@code swav-imagenet} and {@code swav-small-image} (SwavRecipes).
 * </ul>
 *
 * <p>Not here: the prototypes, a layer of the online network that the host keeps at unit length;
 * the guard that freezes them at first ({@code guards}); and the image operations that the policy
 * names ({@code views}).
 */
package dev.doppel.swav;
