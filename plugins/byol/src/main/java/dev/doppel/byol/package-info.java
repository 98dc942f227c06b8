/**
 * Bootstrap your own latent (Grill et al., arXiv 2006.07733): the plugin {@code byol}.
 *
 * <p>{@link dev.doppel.byol.ByolPlugin} is the entry point and the only public type. It lists
 *
 * <ul>
 *   <li>the loss {@code byol} (ByolLoss): the squared distance between directions of predictions
 *       and targets, summed over both directions of a pair of views;
 *   <li>the view policy {@code byol} (ByolViews): the paper's asymmetric pair, with options that
 *       make it milder;
 *   <li>the recipes {@code byol-imagenet} and {@code byol-small-image} (ByolRecipes).
 * </ul>
 *
 * <p>Not here: the moving average that makes the target ({@code ema}, in {@code target-updates}),
 * and the image operations that the policy names ({@code views}).
 */
package dev.doppel.byol;
