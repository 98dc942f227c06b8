/** Momentum contrast with a queue: loss, view policy and recipes. */
@SuppressWarnings("module") // the method's own name ends in a digit
module dev.doppel.mocov2 {
  requires transitive dev.doppel.spi;

  exports dev.doppel.mocov2;

  provides dev.doppel.spi.SelfSupervisedPlugin with
      dev.doppel.mocov2.MocoV2Plugin;
}
