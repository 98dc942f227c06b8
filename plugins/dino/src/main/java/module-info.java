/** Self-distillation with no labels: loss, target shaper, view policy and recipes. */
module dev.doppel.dino {
  requires transitive dev.doppel.spi;

  exports dev.doppel.dino;

  provides dev.doppel.spi.SelfSupervisedPlugin with
      dev.doppel.dino.DinoPlugin;
}
