/**
 * What tests of plugins are made of: contracts to extend, and a float64 engine without platform.
 */
module dev.doppel.testkit {
  requires transitive dev.doppel.spi;
  requires transitive dev.doppel.runtime;
  requires transitive org.junit.jupiter.api;
  requires transitive org.assertj.core;

  exports dev.doppel.testkit;

  uses dev.doppel.spi.SelfSupervisedPlugin;
}
