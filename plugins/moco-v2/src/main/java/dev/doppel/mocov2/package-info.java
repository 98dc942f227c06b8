/**
 * Momentum contrast with a queue (He et al., arXiv 1911.05722; v2: Chen et al., arXiv 2003.04297):
 * the plugin {@code moco-v2}.
 *
 * <p>{@link dev.doppel.mocov2.MocoV2Plugin} is the entry point and the only public type. It lists
 *
 * <ul>
 *   <li>the loss {@code moco-v2} (MocoV2Loss): the cross entropy of telling the other view's key
 *       from a queue of former keys (KeyQueue), which is the loss's state;
 *   <li>the view policy {@code moco-v2} (MocoV2Views): a pair of views drawn alike, with options
 *       that make them milder;
 *   <li>the recipes {@code moco-v2-imagenet} and {@code moco-v2-small-image} (MocoV2Recipes).
 * </ul>
 *
 * <p>Not here: the moving average that makes the keys' network ({@code ema}, in {@code
 * target-updates}), and the image operations that the policy names ({@code views}).
 */
package dev.doppel.mocov2;
