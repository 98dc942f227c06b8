/**
 * A simple framework for contrastive learning (Chen et al., arXiv 2002.05709): the plugin {@code
 * simclr}.
 *
 * <p>{@link dev.doppel.simclr.SimClrPlugin} is the entry point and the only public type. It lists
 *
 * <ul>
 *   <li>the loss {@code simclr} (SimClrLoss): NT-Xent, the cross entropy of telling a view of the
 *       same sample from all other views of the batch;
 *   <li>the view policy {@code simclr} (SimClrViews): the paper's views, with options that make
 *       them milder;
 *   <li>the recipes {@code simclr-imagenet} and {@code simclr-small-image} (SimClrRecipes).
 * </ul>
 *
 * <p>Not here: the target update {@code none} ({@code target-updates}), and the image operations
 * that the policy names ({@code views}).
 */
package dev.doppel.simclr;
