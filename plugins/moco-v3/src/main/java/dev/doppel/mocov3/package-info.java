/**
 * Momentum contrast without a queue (Chen et al., arXiv 2104.02057): the plugin {@code moco-v3}.
 *
 * <p>{@link dev.doppel.mocov3.MocoV3Plugin} is the entry point and the only public type. It lists
 *
 * <ul>
 *   <li>the loss {@code moco-v3} (MocoV3Loss): the cross entropy of telling the other view's key
 *       from those of the batch, in both directions;
 *   <li>the view policy {@code moco-v3} (MocoV3Views): the paper's asymmetric pair, with options
 *       that make it milder;
 *   <li>the recipes {@code moco-v3-imagenet} and {@code moco-v3-small-image} for convolutional
 *       networks (MocoV3Recipes), and {@code moco-v3-vit-imagenet} and {@code
 *       moco-v3-vit-small-image} for vision transformers (MocoV3VitRecipes).
 * </ul>
 *
 * <p>Not here: the moving average that makes the keys' network ({@code ema}, in {@code
 * target-updates}), the guards that keep a transformer's first layer from harm ({@code guards}),
 * and the image operations that the policy names ({@code views}).
 */
package dev.doppel.mocov3;
