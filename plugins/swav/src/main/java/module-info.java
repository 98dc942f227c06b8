/** Swapped assignments between views: loss, target shaper, view policy and recipes. */
module dev.doppel.swav {
  requires transitive dev.doppel.spi;

  exports dev.doppel.swav;

  provides dev.doppel.spi.SelfSupervisedPlugin with
      dev.doppel.swav.SwavPlugin;
}
