/** Image operations that view policies are made of. */
module dev.doppel.views {
  requires transitive dev.doppel.spi;

  exports dev.doppel.views;

  provides dev.doppel.spi.SelfSupervisedPlugin with
      dev.doppel.views.ViewsPlugin;
}
