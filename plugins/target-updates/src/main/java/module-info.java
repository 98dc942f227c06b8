/** Rules that move a target network after the online network. */
module dev.doppel.targetupdates {
  requires transitive dev.doppel.spi;

  exports dev.doppel.targetupdates;

  provides dev.doppel.spi.SelfSupervisedPlugin with
      dev.doppel.targetupdates.TargetUpdatesPlugin;
}
