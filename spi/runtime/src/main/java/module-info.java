/** Discovery of plugins, recipes, the gradient tape, the training step and its metrics. */
module dev.doppel.runtime {
  requires transitive dev.doppel.spi;
  requires org.apache.commons.configuration2;
  requires org.yaml.snakeyaml;

  exports dev.doppel.runtime.boundary;
  exports dev.doppel.runtime.checkpoint;
  exports dev.doppel.runtime.data;
  exports dev.doppel.runtime.file;
  exports dev.doppel.runtime.metric;
  exports dev.doppel.runtime.network;
  exports dev.doppel.runtime.optimizer;
  exports dev.doppel.runtime.plugin;
  exports dev.doppel.runtime.program;
  exports dev.doppel.runtime.recipe;
  exports dev.doppel.runtime.step;
  exports dev.doppel.runtime.tape;
  exports dev.doppel.runtime.training;
  exports dev.doppel.runtime.view;

  uses dev.doppel.spi.SelfSupervisedPlugin;
  uses dev.doppel.runtime.training.TrainingBackend;
}
