/** {@link dev.doppel.runtime.file.AtomicFile} puts files on disk in one piece. */
package dev.doppel.runtime.file;
