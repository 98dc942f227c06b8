/** A simple framework for contrastive learning: loss, view policy and recipes. */
module dev.doppel.simclr {
  requires transitive dev.doppel.spi;

  exports dev.doppel.simclr;

  provides dev.doppel.spi.SelfSupervisedPlugin with
      dev.doppel.simclr.SimClrPlugin;
}
