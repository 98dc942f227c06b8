package dev.doppel.dino;

import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.view.ViewStep;
import dev.doppel.spi.view.ViewTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The operations of each kind of crop.
 *
 * @param options the options of the policy
 * @param target the size and channels of a global crop
 */
record DinoViewSteps(Options options, ViewTarget target) {

  private static final double FIRST_GLOBAL_BLUR = 1;
  private static final double SECOND_GLOBAL_BLUR = 0.1;
  private static final double LOCAL_BLUR = 0.5;

  /** Half a circle either way is every hue there is. */
  private static final double WHOLE_CIRCLE = 0.5;

  /** The widest kernel there is; the greatest deviation, 2 pixels, needs no more than 13. */
  private static final int WIDEST_KERNEL = 255;

  List<ViewStep> global(boolean first) {
    return steps(
        crop(DinoViewPolicyFactory.GLOBAL_MINIMUM_AREA, DinoViewPolicyFactory.GLOBAL_MAXIMUM_AREA),
        first ? FIRST_GLOBAL_BLUR : SECOND_GLOBAL_BLUR,
        !first);
  }

  List<ViewStep> local() {
    return steps(
        crop(DinoViewPolicyFactory.LOCAL_MINIMUM_AREA, DinoViewPolicyFactory.LOCAL_MAXIMUM_AREA),
        LOCAL_BLUR,
        false);
  }

  private List<ViewStep> steps(ViewStep crop, double blur, boolean solarized) {
    List<ViewStep> steps = new ArrayList<>();
    steps.add(crop);
    if (options.get(DinoViewPolicyFactory.FLIP)) {
      steps.add(new ViewStep("horizontal-flip", 0.5, Map.of()));
    }
    if (options.get(DinoViewPolicyFactory.JITTER_STRENGTH) > 0) {
      steps.add(jitter());
    }
    if (options.get(DinoViewPolicyFactory.GRAYSCALE) && isColor()) {
      steps.add(new ViewStep("grayscale", 0.2, Map.of()));
    }
    if (options.get(DinoViewPolicyFactory.BLUR)) {
      steps.add(blur(blur));
    }
    if (options.get(DinoViewPolicyFactory.SOLARIZATION) && solarized) {
      steps.add(new ViewStep("solarize", 0.2, Map.of("threshold", "0.5")));
    }
    steps.add(normalisation());
    return steps;
  }

  private boolean isColor() {
    return target.channels() > 1;
  }

  private ViewStep crop(Option<Double> minimumArea, Option<Double> maximumArea) {
    return ViewStep.always(
        "random-resized-crop",
        Map.of(
            "minimum-area", Double.toString(options.get(minimumArea)),
            "maximum-area", Double.toString(options.get(maximumArea)),
            "minimum-aspect", Double.toString(3.0 / 4),
            "maximum-aspect", Double.toString(4.0 / 3),
            "interpolation", "bicubic"));
  }

  private ViewStep jitter() {
    double strength = options.get(DinoViewPolicyFactory.JITTER_STRENGTH);
    double hue = Math.min(WHOLE_CIRCLE, options.get(DinoViewPolicyFactory.HUE) * strength);
    return new ViewStep(
        "color-jitter",
        0.8,
        Map.of(
            "brightness", Double.toString(0.4 * strength),
            "contrast", Double.toString(0.4 * strength),
            "saturation", Double.toString(isColor() ? 0.2 * strength : 0),
            "hue", Double.toString(isColor() ? hue : 0)));
  }

  /** Local crops are blurred as widely as global ones: by pixels, whatever their size. */
  private ViewStep blur(double probability) {
    int kernel = Math.min(WIDEST_KERNEL, 2 * Math.max(1, target.size() / 20) + 1);
    return new ViewStep(
        "gaussian-blur",
        probability,
        Map.of(
            "minimum-sigma", "0.1",
            "maximum-sigma", "2",
            "kernel-size", Integer.toString(kernel)));
  }

  private ViewStep normalisation() {
    return ViewStep.always(
        "normalize",
        Map.of(
            "mean",
                orAutomatic(
                    options.get(DinoViewPolicyFactory.MEAN),
                    isColor() ? "0.485, 0.456, 0.406" : "0.5"),
            "deviation",
                orAutomatic(
                    options.get(DinoViewPolicyFactory.DEVIATION),
                    isColor() ? "0.229, 0.224, 0.225" : "0.25")));
  }

  private static String orAutomatic(String given, String automatic) {
    return given.equals("auto") ? automatic : given;
  }
}
