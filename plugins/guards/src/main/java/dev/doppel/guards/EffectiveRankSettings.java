package dev.doppel.guards;

import dev.doppel.spi.loss.Stage;

/**
 * When {@link EffectiveRankGuard} looks, at what, and what it makes of it.
 *
 * @param interval the steps from one look to the next
 * @param every the looks from one rank to the next
 * @param lidar whether LiDAR is computed in place of RankMe
 * @param stage whose outputs RankMe is of
 * @param patience the ranks in a row that must agree before anything is said
 * @param lowRank a rank under this is a warning, as a share of the highest rank of the run
 * @param collapsedRank a rank under this is dimensional collapse, as a share of the highest rank
 * @param leastProgress how far the loss must be on its way from its uniform to its collapsed value
 *     for a low rank to be collapse, as a share
 * @param leastRank a rank under this is dimensional collapse whatever the highest was
 */
record EffectiveRankSettings(
    int interval,
    int every,
    boolean lidar,
    Stage stage,
    int patience,
    double lowRank,
    double collapsedRank,
    double leastProgress,
    double leastRank) {}
