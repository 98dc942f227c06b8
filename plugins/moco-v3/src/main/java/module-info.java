/** Momentum contrast without a queue: loss, view policy and recipes. */
@SuppressWarnings("module") // the method's own name ends in a digit
module dev.doppel.mocov3 {
  requires transitive dev.doppel.spi;

  exports dev.doppel.mocov3;

  provides dev.doppel.spi.SelfSupervisedPlugin with
      dev.doppel.mocov3.MocoV3Plugin;
}
