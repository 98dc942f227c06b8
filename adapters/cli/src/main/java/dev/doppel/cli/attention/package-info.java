/**
 * Pictures of where a vision transformer looks.
 *
 * <p>{@link dev.doppel.cli.attention.AttentionViewer} shows images to an encoder; an {@link
 * dev.doppel.cli.attention.AttentionFigure} is what comes of one of them and turns it into
 * pictures, heat maps and masks over its patches; {@link dev.doppel.cli.attention.AttentionWriter}
 * writes them. The report of a run has the same pictures.
 *
 * <p>Not here: the attention itself, which backends compute.
 */
package dev.doppel.cli.attention;
