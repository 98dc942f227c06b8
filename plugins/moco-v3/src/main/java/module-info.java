/** Momentum contrast without a queue: loss, view policy and recipes. */
module dev.doppel.mocov3 {
  requires transitive dev.doppel.spi;

  exports dev.doppel.mocov3;

  provides dev.doppel.spi.SelfSupervisedPlugin with
      dev.doppel.mocov3.MocoV3Plugin;
}
