package org.example.vicreg;

import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.testkit.PluginContract;

final class VicRegPluginTest extends PluginContract {

  @Override
  protected SelfSupervisedPlugin plugin() {
    return new VicRegPlugin();
  }
}
