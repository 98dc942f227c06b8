/** The backbones by name ({@link dev.doppel.dl4j.network.Backbones}), of DL4J's own layers. */
package dev.doppel.dl4j.network;
