/**
 * The image operations that view policies name: the plugin {@code views}.
 *
 * <p>{@link dev.doppel.views.ViewsPlugin} is the entry point and the only public type. It lists a
 * factory an operation:
 *
 * <ul>
 *   <li>{@code random-resized-crop} and {@code centre-crop}: cut out a box and bring it to the
 *       view's size (Resampler, AxisWeights, Interpolation);
 *   <li>{@code horizontal-flip};
 *   <li>{@code color-jitter} and {@code grayscale} (ColorBlock, HueShift, Luma);
 *   <li>{@code gaussian-blur} (BlurKernel);
 *   <li>{@code solarize} and {@code normalize}.
 * </ul>
 *
 * <p>Each operation is in two parts: one draws the parameters from the generator it is given, the
 * other is a function of the image and these parameters. The second part follows the definitions of
 * torchvision's float operations and is tested against its values.
 *
 * <p>The loops are written for the JIT compiler of JDK 17, which vectorises a loop when it touches
 * every array at the same index, and leaves it scalar otherwise. So planes are worked on in rows or
 * blocks that are copied to small arrays of their own; the copy costs a tenth of what it saves.
 * Minimum and maximum stand where a branch would, because a conditional is not vectorised either.
 *
 * <p>Not here: which operations a method's views undergo (the method's jar declares that) and how
 * likely, and how a sample becomes a batch (the runtime).
 */
package dev.doppel.views;
