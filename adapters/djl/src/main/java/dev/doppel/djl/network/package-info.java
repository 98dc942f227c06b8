/**
 * Networks of DJL blocks: the backbones by name ({@link dev.doppel.djl.network.Backbones}), vision
 * transformers among them ({@link dev.doppel.djl.network.VisionTransformerBlock}), heads from their
 * specification ({@link dev.doppel.djl.network.Heads}), and initial weights that are a function of
 * the seed alone ({@link dev.doppel.djl.network.SeededInitializer}).
 */
package dev.doppel.djl.network;
