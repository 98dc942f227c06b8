package dev.doppel.guards;

import dev.doppel.spi.loss.Stage;

/**
 * When {@link FeatureStdGuard} looks, at what, and what it makes of it.
 *
 * @param interval the steps from one look to the next
 * @param stage whose outputs are looked at
 * @param patience the looks in a row that must agree before anything is said
 * @param lowStd a spread under this is a warning, as a share of an even spread
 * @param collapsedStd a spread under this is complete collapse
 */
record FeatureStdSettings(
    int interval, Stage stage, int patience, double lowStd, double collapsedStd) {}
