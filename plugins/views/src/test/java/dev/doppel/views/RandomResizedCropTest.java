package dev.doppel.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.doppel.spi.option.Options;
import dev.doppel.spi.view.Image;
import dev.doppel.spi.view.ViewOperation;
import dev.doppel.spi.view.ViewTarget;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class RandomResizedCropTest {

  private static final long SEED = 11;

  @Test
  void draw_manyBoxes_coverAreaAspectAndPlaceEvenly() {
    RandomResizedCrop crop = crop(new Bounds(0.25, 0.5), new Bounds(0.5, 2));
    SplittableRandom random = new SplittableRandom(SEED);
    int boxes = 20_000;
    double areas = 0;
    double wide = 0;
    double tops = 0;
    double lefts = 0;
    for (int i = 0; i < boxes; i++) {
      CropBox box = crop.draw(1000, 2000, random);
      double area = (double) box.height() * box.width() / 2_000_000;
      double aspect = (double) box.width() / box.height();
      // Height and width are rounded to whole pixels: half of one in at least 500.
      assertThat(area).as("seed %d", SEED).isBetween(0.249, 0.501);
      assertThat(aspect).as("seed %d", SEED).isBetween(0.498, 2.006);
      assertThat(box.top()).isBetween(0, 1000 - box.height());
      assertThat(box.left()).isBetween(0, 2000 - box.width());
      areas += area;
      wide += aspect > 1 ? 1 : 0;
      tops += box.top() / Math.max(1.0, 1000 - box.height());
      lefts += box.left() / Math.max(1.0, 2000 - box.width());
    }
    // A box of area a (in areas of the image) is as high as the image when its aspect is 2 a, and
    // is drawn again when it is narrower. The integrals over what fits give the means: of the area
    // 0.3608, of the share of wide boxes ln 2. Means of 20,000 deviate by 0.0005 (area), 0.0033
    // (share) and 0.002 (place, uniform); five times that is let pass.
    assertThat(areas / boxes).as("seed %d", SEED).isCloseTo(0.3608, within(0.0025));
    assertThat(wide / boxes).as("seed %d", SEED).isCloseTo(Math.log(2), within(0.0165));
    assertThat(tops / boxes).as("seed %d", SEED).isCloseTo(0.5, within(0.0105));
    assertThat(lefts / boxes).as("seed %d", SEED).isCloseTo(0.5, within(0.0105));
  }

  @Test
  void draw_wholeArea_isTheWholeOfASquare() {
    RandomResizedCrop crop = crop(new Bounds(1, 1), new Bounds(1, 1));

    assertThat(crop.draw(17, 17, new SplittableRandom(SEED))).isEqualTo(new CropBox(0, 0, 17, 17));
  }

  @Test
  void fallback_shapesThatNeverFit_equalsTorchvision() {
    List<List<String>> lines = Expectation.lines("fallback");
    assertThat(lines).hasSizeGreaterThan(3);
    for (List<String> line : lines) {
      Bounds aspect = new Bounds(Double.parseDouble(line.get(3)), Double.parseDouble(line.get(4)));
      List<Integer> box = line.subList(6, 10).stream().map(Integer::valueOf).toList();

      CropBox drawn =
          crop(new Bounds(0, 0), aspect)
              .draw(
                  Integer.parseInt(line.get(1)),
                  Integer.parseInt(line.get(2)),
                  new SplittableRandom(SEED));

      assertThat(drawn)
          .as("%s", line)
          .isEqualTo(new CropBox(box.get(0), box.get(1), box.get(2), box.get(3)));
    }
  }

  @Test
  void fallback_sliver_keepsOnePixel() {
    RandomResizedCrop crop = crop(new Bounds(0, 0), new Bounds(3, 4));

    assertThat(crop.fallback(1000, 1)).isEqualTo(new CropBox(499, 0, 1, 1));
  }

  @Test
  void apply_sameSeed_sameView() {
    Image image = Expectation.pattern(3, 40, 50, 2);
    Image before = image.copy();
    ViewOperation crop =
        Operations.create(new RandomResizedCropFactory(), Map.of(), new ViewTarget(3, 24));

    Image first = crop.apply(image, new SplittableRandom(SEED));
    Image second = crop.apply(image, new SplittableRandom(SEED));
    Image other = crop.apply(image, new SplittableRandom(SEED + 1));

    assertThat(crop.modifiesInput()).isFalse();
    assertThat(image.pixels()).containsExactly(before.pixels());
    assertThat(first.pixels()).containsExactly(second.pixels()).isNotEqualTo(other.pixels());
    assertThat(List.of(first.channels(), first.height(), first.width()))
        .isEqualTo(List.of(3, 24, 24));
  }

  @Test
  void problems_reversedBounds_namesBothOptions() {
    RandomResizedCropFactory factory = new RandomResizedCropFactory();
    Options options =
        Options.parse(factory.options(), Map.of("minimum-area", "0.5", "maximum-area", "0.4"));

    assertThat(factory.problems(options))
        .containsExactly("'minimum-area' = 0.5 is above 'maximum-area' = 0.4");
  }

  private static RandomResizedCrop crop(Bounds area, Bounds aspect) {
    return new RandomResizedCrop(area, aspect, 8, Interpolation.BILINEAR);
  }
}
