/** Bootstrap your own latent: loss, view policy and recipes. */
module dev.doppel.byol {
  requires transitive dev.doppel.spi;

  exports dev.doppel.byol;

  provides dev.doppel.spi.SelfSupervisedPlugin with
      dev.doppel.byol.ByolPlugin;
}
