/**
 * How a run shows its progress: a bar on a terminal ({@link
 * dev.doppel.cli.progress.TerminalProgress}) and plain lines, one every few seconds, anywhere else
 * ({@link dev.doppel.cli.progress.PlainProgress}). {@link dev.doppel.cli.progress.Terminal} tells
 * which.
 */
package dev.doppel.cli.progress;
