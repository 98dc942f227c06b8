package dev.doppel.dl4j.graph;

import dev.doppel.dl4j.parameter.PartNames;
import dev.doppel.runtime.network.HeadSpecification;
import dev.doppel.spi.target.NetworkPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * A projector or predictor: the layers of a recipe, or a user's own from vectors to vectors. The
 * weights of a recipe's layers are drawn from the run's seed, those of a user's as they say.
 */
public final class Head {

  private final HeadSpecification recipes;
  private final List<Layer> own;

  private Head(HeadSpecification recipes, List<Layer> own) {
    this.recipes = recipes;
    this.own = own;
  }

  /**
   * A recipe's head.
   *
   * @param specification its layers
   * @return the head
   */
  public static Head of(HeadSpecification specification) {
    return new Head(specification, null);
  }

  /**
   * A user's head.
   *
   * @param layers its layers, in order; copied, and given the widths of their inputs where they
   *     have none
   * @return the head
   */
  public static Head of(List<Layer> layers) {
    return new Head(null, layers.stream().map(Layer::clone).toList());
  }

  /** A head without layers, whose output is its input. */
  static Head none() {
    return of(new HeadSpecification(List.of()));
  }

  /** The recipe's layers; empty where they are a user's own. */
  Optional<HeadSpecification> ofRecipe() {
    return Optional.ofNullable(recipes);
  }

  /**
   * A layer and the width of its output.
   *
   * @param layer the layer
   * @param width the number of its columns
   */
  record Fitted(Layer layer, int width) {}

  /**
   * The layers for an input.
   *
   * @param part what the head is
   * @param before what its input is, for messages, such as {@code the network's output}
   * @param width the input's columns
   * @param regularization for a recipe's weights
   * @throws IllegalArgumentException if a layer does not fit what is before it
   */
  List<Fitted> fit(
      NetworkPart part, String before, int width, List<Regularization> regularization) {
    return recipes != null
        ? HeadLayers.of(recipes, width, regularization)
        : fitOwn(PartNames.word(part), before, width);
  }

  private List<Fitted> fitOwn(String part, String before, int width) {
    List<Fitted> fitted = new ArrayList<>();
    String last = before;
    int columns = width;
    for (int index = 0; index < own.size(); index++) {
      Layer layer = own.get(index).clone();
      String name = "layer %d (%s)".formatted(index, layer.getClass().getSimpleName());
      requireNoLabels(part, layer, name);
      int next = columnsAfter(part, layer, name, index, columns);
      takes(part, layer, name, last, columns);
      columns = next;
      fitted.add(new Fitted(layer, columns));
      last = "the output of " + name;
    }
    return fitted;
  }

  private static void requireNoLabels(String part, Layer layer, String name) {
    if (layer instanceof BaseOutputLayer || layer instanceof LossLayer) {
      throw new IllegalArgumentException(
          "the %s's %s is an output layer, which needs labels; end the %s with the layer before"
              .formatted(part, name, part));
    }
  }

  private static void takes(String part, Layer layer, String name, String before, int columns) {
    if (layer instanceof FeedForwardLayer weighted) {
      if (weighted.getNIn() > 0 && weighted.getNIn() != columns) {
        throw new IllegalArgumentException(
            "the %s's %s takes %d columns, but %s has %d; make them equal, or leave nIn out"
                .formatted(part, name, weighted.getNIn(), before, columns));
      }
      weighted.setNIn(InputType.feedForward(columns), true);
    }
  }

  private static int columnsAfter(String part, Layer layer, String name, int index, int columns) {
    InputType output;
    try {
      output = layer.getOutputType(index, InputType.feedForward(columns));
    } catch (IllegalStateException | UnsupportedOperationException e) {
      throw notFromVectors(part, name, e);
    }
    if (output instanceof InputType.InputTypeFeedForward vector) {
      return Math.toIntExact(vector.getSize());
    }
    throw notFromVectors(part, name, null);
  }

  private static IllegalArgumentException notFromVectors(
      String part, String name, Exception cause) {
    return new IllegalArgumentException(
        "the %s's %s does not turn vectors into vectors, as a head's layers do; put it at the end of"
                .formatted(part, name)
            + " the network instead",
        cause);
  }
}
