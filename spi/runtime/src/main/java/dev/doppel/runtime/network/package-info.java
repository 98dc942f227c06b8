/**
 * What networks are made of, for every backend to build: heads from their text ({@link
 * dev.doppel.runtime.network.HeadSpecification}), the backbones by name ({@link
 * dev.doppel.runtime.network.BackboneKind}), and the numbers that they start from ({@link
 * dev.doppel.runtime.network.InitialWeights}). A vision transformer ({@link
 * dev.doppel.runtime.network.VisionTransformer}) has numbers of its own: those it starts from
 * ({@link dev.doppel.runtime.network.TransformerWeights}), where its patches lie ({@link
 * dev.doppel.runtime.network.TokenPositions}), and which samples skip which branches ({@link
 * dev.doppel.runtime.network.StochasticDepth}).
 */
package dev.doppel.runtime.network;
