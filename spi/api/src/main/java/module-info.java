/**
 * The interface between Doppel and its plugins: tensors, losses, target updates, collapse guards,
 * view policies, schedules and options. It depends on the JDK alone.
 */
module dev.doppel.spi {
  exports dev.doppel.spi;
  exports dev.doppel.spi.guard;
  exports dev.doppel.spi.loss;
  exports dev.doppel.spi.option;
  exports dev.doppel.spi.recipe;
  exports dev.doppel.spi.schedule;
  exports dev.doppel.spi.step;
  exports dev.doppel.spi.target;
  exports dev.doppel.spi.tensor;
  exports dev.doppel.spi.view;
}
