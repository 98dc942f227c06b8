package dev.doppel.data;

/**
 * The images of one file, as its bytes: at {@code first + i * stride} begins the first plane of
 * image i.
 *
 * @param bytes what was read; not copied
 * @param first where the first image begins
 * @param stride from one image to the next
 * @param count how many images there are
 */
record PixelBlock(byte[] bytes, int first, int stride, int count) {}
