/** Collapse guards of general use. */
module dev.doppel.guards {
  requires transitive dev.doppel.spi;

  exports dev.doppel.guards;

  provides dev.doppel.spi.SelfSupervisedPlugin with
      dev.doppel.guards.GuardsPlugin;
}
