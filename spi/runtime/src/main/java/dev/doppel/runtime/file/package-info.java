/**
 * {@link dev.doppel.runtime.file.AtomicFile} puts files on disk in one piece, {@link
 * dev.doppel.runtime.file.Sha256} tells whether one is what it was.
 */
package dev.doppel.runtime.file;
