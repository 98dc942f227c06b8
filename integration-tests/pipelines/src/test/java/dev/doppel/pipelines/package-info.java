/**
 * Existing programs, made self-supervised: what a user changes, and that everything around it goes
 * on working.
 */
package dev.doppel.pipelines;
