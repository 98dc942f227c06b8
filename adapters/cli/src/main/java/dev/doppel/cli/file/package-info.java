/**
 * What is written to disk, and how: whole files appear at once or not at all.
 *
 * <p>{@link dev.doppel.cli.file.Storage} writes each file beside its final name and moves it there
 * when it is complete. {@link dev.doppel.cli.file.RunFolder} names the files of a run, {@link
 * dev.doppel.cli.file.MetricsFile} grows row by row, {@link dev.doppel.cli.file.VerdictFile} line
 * by line, {@link dev.doppel.cli.file.CheckpointFolder} keeps what a run goes on from, {@link
 * dev.doppel.cli.file.RunLock} keeps others out, and {@link dev.doppel.cli.file.NumpyArray} and
 * {@link dev.doppel.cli.file.FeatureTable} are the formats of exported features. Whatever cannot be
 * written is a {@link dev.doppel.cli.failure.StorageException}.
 *
 * <p>Not here: the report ({@link dev.doppel.cli.report}) and the encoder's model file, which the
 * backend writes.
 */
package dev.doppel.cli.file;
