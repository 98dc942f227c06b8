/**
 * Views: how many a sample has, and how each is drawn from it.
 *
 * <p>A method's jar declares its {@link dev.doppel.spi.view.ViewPolicy} as data: names of
 * operations with options and probabilities. {@link dev.doppel.spi.view.CropViews} and {@link
 * dev.doppel.spi.view.MultiCropViews} are the policies that the published methods share. The
 * operations themselves are {@link dev.doppel.spi.view.ViewOperation}s of whatever plugin brings
 * them, over {@link dev.doppel.spi.view.Image}s.
 */
package dev.doppel.spi.view;
