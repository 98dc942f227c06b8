/**
 * The backbones by name ({@link dev.doppel.dl4j.network.Backbones}), of DL4J's own layers and, for
 * vision transformers, of those in {@link dev.doppel.dl4j.transformer}.
 */
package dev.doppel.dl4j.network;
