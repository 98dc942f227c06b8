/** Self-supervised training for DL4J. */
package dev.doppel.dl4j;
