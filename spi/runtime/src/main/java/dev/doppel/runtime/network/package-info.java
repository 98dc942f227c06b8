/**
 * Networks as settings: the layers of projectors and predictors ({@link
 * dev.doppel.runtime.network.HeadSpecification}) and how the batch passes them ({@link
 * dev.doppel.runtime.network.BatchStatistics}). Adapters build them from their platform's layers.
 */
package dev.doppel.runtime.network;
