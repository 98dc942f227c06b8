/**
 * What can go wrong by the user's hand or the machine's, beyond what the runtime and the data
 * adapter say themselves: {@link dev.doppel.cli.failure.UsageException} for what a command was
 * asked, {@link dev.doppel.cli.failure.StorageException} for files, {@link
 * dev.doppel.cli.failure.UnusableCheckpointException} for what a run cannot go on from, {@link
 * dev.doppel.cli.failure.DivergedException} for encoders that are of no use. A command prints the
 * message alone, without a stack trace.
 */
package dev.doppel.cli.failure;
