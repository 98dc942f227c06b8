/**
 * The papers' ablations: a method, and variants that lack one of the parts that keep it from
 * collapsing, trained from one seed and held against each other. {@link
 * dev.doppel.cli.ablation.AblationSuites} has the suites, each with what its paper reports; {@link
 * dev.doppel.cli.ablation.AblationLayout} makes the table. Training itself is a {@link
 * dev.doppel.cli.comparison.Comparison}.
 */
package dev.doppel.cli.ablation;
