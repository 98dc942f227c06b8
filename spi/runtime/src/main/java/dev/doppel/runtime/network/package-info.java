/**
 * What networks are made of, for every backend to build: heads from their text ({@link
 * dev.doppel.runtime.network.HeadSpecification}), the backbones by name ({@link
 * dev.doppel.runtime.network.BackboneKind}), and the numbers that they start from ({@link
 * dev.doppel.runtime.network.InitialWeights}).
 */
package dev.doppel.runtime.network;
