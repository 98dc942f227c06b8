/**
 * Where samples come from: {@link dev.doppel.runtime.data.ImageSource} is what a reader of images
 * offers to the view pipeline and the evaluations. The readers are in the data adapter.
 */
package dev.doppel.runtime.data;
