/** Redundancy reduction with Barlow Twins: loss, view policy and recipes. */
module dev.doppel.barlowtwins {
  requires transitive dev.doppel.spi;

  exports dev.doppel.barlowtwins;

  provides dev.doppel.spi.SelfSupervisedPlugin with
      dev.doppel.barlowtwins.BarlowTwinsPlugin;
}
