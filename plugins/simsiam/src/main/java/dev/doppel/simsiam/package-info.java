/**
 * Simple siamese representation learning (Chen and He, arXiv 2011.10566): the plugin {@code
 * simsiam}.
 *
 * <p>{@link dev.doppel.simsiam.SimSiamPlugin} is the entry point and the only public type. It lists
 *
 * <ul>
 *   <li>the loss {@code simsiam} (SimSiamLoss): the negative cosine of predictions and targets;
 *   <li>the view policy {@code simsiam} (SimSiamViews): MoCo v2's views, with options that make
 *       them milder;
 *   <li>the recipes {@code simsiam-imagenet} and {@code simsiam-small-image} (SimSiamRecipes).
 * </ul>
 *
 * <p>Not here: the target update {@code none} that makes both branches one network ({@code
 * target-updates}), the stop-gradient, which is the host's, and the image operations that the
 * policy names ({@code views}).
 */
package dev.doppel.simsiam;
