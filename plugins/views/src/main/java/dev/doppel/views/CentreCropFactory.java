package dev.doppel.views;

import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.view.Image;
import dev.doppel.spi.view.ViewOperation;
import dev.doppel.spi.view.ViewOperationFactory;
import dev.doppel.spi.view.ViewTarget;
import java.util.List;
import java.util.random.RandomGenerator;

/** Creates {@code centre-crop}, the counterpart of a random crop that evaluations use. */
final class CentreCropFactory implements ViewOperationFactory {

  @Override
  public String name() {
    return "centre-crop";
  }

  @Override
  public String description() {
    return "Cuts out the largest square in the middle and resizes it to the view.";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(Interpolation.OPTION);
  }

  @Override
  public ViewOperation create(Options options, ViewTarget target) {
    return new CentreCrop(target.size(), Interpolation.named(options.get(Interpolation.OPTION)));
  }

  private record CentreCrop(int size, Interpolation interpolation) implements ViewOperation {

    @Override
    public Image apply(Image image, RandomGenerator random) {
      int side = Math.min(image.height(), image.width());
      CropBox box = CropBox.centred(image.height(), image.width(), side, side);
      return Resampler.resample(image, box, size, interpolation);
    }

    @Override
    public boolean modifiesInput() {
      return false;
    }
  }
}
