/**
 * Barlow Twins (Zbontar et al., arXiv 2103.03230): the plugin {@code barlow-twins}.
 *
 * <p>{@link dev.doppel.barlowtwins.BarlowTwinsPlugin} is the entry point and the only public type.
 * It lists
 *
 * <ul>
 *   <li>the loss {@code barlow-twins} (BarlowTwinsLoss): the distance of two views' correlation
 *       matrix from the identity;
 *   <li>the view policy {@code barlow-twins} (BarlowTwinsViews): the paper's asymmetric pair, with
 *       options that make it milder;
 *   <li>the recipes {@code barlow-twins-imagenet} and {@code barlow-twins-small-image}
 *       (BarlowTwinsRecipes).
 * </ul>
 *
 * <p>Not here: the target update {@code none} ({@code target-updates}), and the image operations
 * that the policy names ({@code views}).
 */
package dev.doppel.barlowtwins;
