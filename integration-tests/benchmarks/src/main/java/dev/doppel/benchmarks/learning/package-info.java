/**
 * Whether a recipe learns here what it learns with lightly: {@link
 * dev.doppel.benchmarks.learning.LearningComparison} trains both sides on the same views and judges
 * both by the same classifier.
 */
package dev.doppel.benchmarks.learning;
