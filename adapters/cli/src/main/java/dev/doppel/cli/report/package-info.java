/**
 * The report of a run: one HTML file that needs nothing else, offline included.
 *
 * <p>{@link dev.doppel.cli.report.ReportContent} is what a report says; {@link
 * dev.doppel.cli.report.HtmlReport} turns it into a page with its style, scripts (uPlot), curves
 * and images inside. {@link dev.doppel.cli.report.CurveRecorder} collects curves of bounded length
 * while a run goes on, and {@link dev.doppel.cli.report.CurveFile} reads them back. {@link
 * dev.doppel.cli.report.ComparisonReport} is the page of several runs. All text is escaped: paths
 * and messages come from outside.
 */
package dev.doppel.cli.report;
