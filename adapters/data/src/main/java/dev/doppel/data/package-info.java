/**
 * Sets of images, each as a {@link dev.doppel.runtime.data.ImageSource}.
 *
 * <p>{@link dev.doppel.data.ImageSources#open} is the entry point: it looks at a path, says what
 * lies there and returns a {@link dev.doppel.data.DataSet} with the images to train on and, where
 * the format has them, the images to test on. It knows four kinds:
 *
 * <ul>
 *   <li>IDX, the format of MNIST and its family, compressed by gzip or not; held in memory as
 *       bytes;
 *   <li>the binary versions of CIFAR-10 and CIFAR-100; held in memory as bytes;
 *   <li>a folder of PNG and JPEG files, with a sub-folder a class or without labels; only the names
 *       are held, and each image is decoded when it is asked for;
 *   <li>{@code shapes}, ten classes of figures drawn from a seed, which needs no file.
 * </ul>
 *
 * <p>{@link dev.doppel.data.SubsetSource} takes a part of any of them, and {@link
 * dev.doppel.data.DataSet#heldOut} sets a part aside where a set brings no test images. What is
 * wrong with a set as a whole is a {@link dev.doppel.data.DataException} when it is opened; a
 * single broken image is an {@link dev.doppel.runtime.data.UnreadableImageException} when it is
 * read, so that a run can skip it.
 *
 * <p>{@link dev.doppel.data.ImageFiles} reads a single image that belongs to no set.
 *
 * <p>Files are not trusted: a size that a header announces is compared with the length of the file
 * before memory is taken for it.
 *
 * <p>Not here: views, batches, prefetching and the counting of skipped images, which are the view
 * pipeline's in {@code dev.doppel.runtime.view}; and samples that are not images, which go to an
 * adapter's training loop directly.
 */
package dev.doppel.data;
