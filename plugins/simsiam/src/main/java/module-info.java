/** Simple siamese representation learning: loss, view policy and recipes. */
module dev.doppel.simsiam {
  requires transitive dev.doppel.spi;

  exports dev.doppel.simsiam;

  provides dev.doppel.spi.SelfSupervisedPlugin with
      dev.doppel.simsiam.SimSiamPlugin;
}
