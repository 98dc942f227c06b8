/**
 * Self-distillation with no labels (Caron et al., arXiv 2104.14294): the plugin {@code dino}.
 *
 * <p>{@link dev.doppel.dino.DinoPlugin} is the entry point and the only public type. It lists
 *
 * <ul>
 *   <li>the loss {@code dino} (DinoLoss): the cross-entropy of each view's distribution with those
 *       of other global views;
 *   <li>the target shaper {@code centring} (CentringShaper): a moving centre is taken off the
 *       targets, and a low temperature sharpens them;
 *   <li>the view policy {@code dino} (DinoViews): an asymmetric pair of global crops and several
 *       local ones (DinoViewSteps);
 *   <li>the recipes {@code dino-imagenet}, {@code dino-small-image} and {@code
 *       dino-vit-small-image} (DinoRecipes).
 * </ul>
 *
 * <p>Not here: the moving average that makes the target ({@code ema}, in {@code target-updates}),
 * clipping and the frozen last layer ({@code guards}), and the image operations that the policy
 * names ({@code views}).
 */
package dev.doppel.dino;
