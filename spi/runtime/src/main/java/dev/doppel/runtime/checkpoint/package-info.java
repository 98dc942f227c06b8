/**
 * What a run needs to go on later, apart from any platform. A {@link
 * dev.doppel.runtime.checkpoint.Checkpoint} is named texts, numbers and arrays; {@link
 * dev.doppel.runtime.checkpoint.CheckpointFormat} is its file format; {@link
 * dev.doppel.runtime.checkpoint.CheckpointFile} puts it on disk in one piece. Whoever owns a part
 * of the state writes it and reads it back: the training step its own, an adapter the networks',
 * the optimiser's and the position in the data.
 */
package dev.doppel.runtime.checkpoint;
