package dev.doppel.views;

import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.spi.SpiVersion;
import dev.doppel.spi.view.ViewOperationFactory;
import java.util.List;

/** Brings the image operations that view policies are made of. */
public final class ViewsPlugin implements SelfSupervisedPlugin {

  /** Creates the plugin; called by {@link java.util.ServiceLoader}. */
  public ViewsPlugin() {}

  @Override
  public int spiVersion() {
    return SpiVersion.CURRENT;
  }

  @Override
  public String name() {
    return "views";
  }

  @Override
  public List<ViewOperationFactory> viewOperations() {
    return List.of(
        new RandomResizedCropFactory(),
        new CentreCropFactory(),
        new HorizontalFlipFactory(),
        new ColorJitterFactory(),
        new GrayscaleFactory(),
        new GaussianBlurFactory(),
        new SolarizeFactory(),
        new NormalizeFactory());
  }
}
