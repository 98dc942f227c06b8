/**
 * What an adapter offers for whole runs: {@link dev.doppel.runtime.training.TrainingBackend} opens
 * a {@link dev.doppel.runtime.training.TrainingSession} for a {@link
 * dev.doppel.runtime.training.TrainingPlan}. Backends are found by {@link java.util.ServiceLoader}.
 */
package dev.doppel.runtime.training;
