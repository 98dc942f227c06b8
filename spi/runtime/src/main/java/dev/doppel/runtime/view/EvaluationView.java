package dev.doppel.runtime.view;

import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.training.ViewBlock;
import dev.doppel.spi.view.Image;
import dev.doppel.spi.view.ViewKind;
import dev.doppel.spi.view.ViewPolicy;
import dev.doppel.spi.view.ViewSpecification;
import dev.doppel.spi.view.ViewStep;
import dev.doppel.spi.view.ViewTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The view that evaluations show an encoder. An image of the right size is taken as it is; any
 * other has the largest square in its middle resized ({@value #CROP}). Then follow those steps of
 * the policy's first view that are called {@value #NORMALIZE} and that every view undergoes, so
 * that the encoder sees values in the range it was trained on. Nothing is left to chance. Immutable
 * and safe to use from several threads at once.
 */
public final class EvaluationView {

  /** The operation that brings an image to the view's size. */
  public static final String CROP = "centre-crop";

  /** The operation of a policy that evaluations keep. */
  public static final String NORMALIZE = "normalize";

  private final ViewTarget target;
  private final ViewMaker resizing;
  private final ViewMaker keeping;

  /**
   * Creates the operations.
   *
   * @param name the policy's name, for messages
   * @param policy the views that the encoder is trained on
   * @param plugins brings the operations, {@value #CROP} among them
   * @param target the channels and size of the evaluation's view
   * @throws dev.doppel.runtime.plugin.UnknownExtensionException if no plugin brings an operation
   * @throws IllegalArgumentException if the policy sets options that are not allowed
   */
  public EvaluationView(String name, ViewPolicy policy, PluginRegistry plugins, ViewTarget target) {
    this.target = target;
    OperationLookup lookup = new OperationLookup(name, plugins);
    List<ViewStep> normalisation =
        policy.views().get(0).steps().stream()
            .filter(step -> step.operation().equals(NORMALIZE) && step.probability() == 1)
            .toList();
    List<ViewStep> all = new ArrayList<>(normalisation);
    all.add(0, ViewStep.always(CROP, Map.of()));
    this.keeping = maker(normalisation, lookup);
    this.resizing = maker(all, lookup);
  }

  private ViewMaker maker(List<ViewStep> steps, OperationLookup lookup) {
    ViewSpecification view =
        new ViewSpecification("evaluation", ViewKind.GLOBAL, target.size(), steps);
    return new ViewMaker(view, target.channels(), lookup);
  }

  /**
   * Brings an image to the encoder's input.
   *
   * @param image the image; not changed
   * @return an image of {@code channels x size x size}; the same one if nothing needs doing
   * @throws IllegalStateException if the image has other channels than the encoder
   * @throws dev.doppel.runtime.plugin.PluginException if a plugin's operation fails
   */
  public Image apply(Image image) {
    boolean fits = image.height() == target.size() && image.width() == target.size();
    // The operations draw nothing; they are given a generator because their interface has one.
    return (fits ? keeping : resizing).make(image, new SplittableRandom(0));
  }

  /**
   * Brings images to the encoder's input.
   *
   * @param images the images; not changed
   * @return one block of all of them, in order
   * @throws IllegalStateException if an image has other channels than the encoder
   * @throws dev.doppel.runtime.plugin.PluginException if a plugin's operation fails
   */
  public ViewBlock block(List<Image> images) {
    int length = target.channels() * target.size() * target.size();
    float[] pixels = new float[Math.multiplyExact(images.size(), length)];
    for (int i = 0; i < images.size(); i++) {
      System.arraycopy(apply(images.get(i)).pixels(), 0, pixels, i * length, length);
    }
    return new ViewBlock(images.size(), target.channels(), target.size(), pixels);
  }
}
