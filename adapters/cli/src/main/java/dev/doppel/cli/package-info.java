/**
 * The command {@code doppel}.
 *
 * <p>{@link dev.doppel.cli.Doppel} has the subcommands; each reads its arguments, asks {@link
 * dev.doppel.cli.training.Training} or the plugin registry, and prints. Failures become one message
 * and an exit status in one place.
 *
 * <p>Below it: {@code training} runs a recipe and is the entry point for Java programs, {@code
 * progress} shows it, {@code comparison} runs several, {@code attention} draws where an encoder
 * looks, {@code report} writes the page to look at, {@code file} writes everything else, {@code
 * result} and {@code failure} say how it went. None of them knows the commands.
 */
package dev.doppel.cli;
