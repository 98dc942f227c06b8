package dev.doppel.spi.view;

/**
 * What a view must come out as.
 *
 * @param channels the number of channels, 1 or 3
 * @param size the height and width, in pixels
 */
public record ViewTarget(int channels, int size) {}
