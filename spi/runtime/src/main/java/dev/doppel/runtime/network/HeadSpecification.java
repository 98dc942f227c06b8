package dev.doppel.runtime.network;

import dev.doppel.runtime.network.LayerSpecification.BatchNorm;
import dev.doppel.runtime.network.LayerSpecification.Linear;
import dev.doppel.runtime.network.LayerSpecification.Relu;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The layers of a projector or predictor, written as in {@code linear(4096) bn relu linear(256,
 * bias=false)}; {@code none} stands for no layers.
 *
 * @param layers the layers, in order; empty if the head is left out
 */
public record HeadSpecification(List<LayerSpecification> layers) {

  /** What a head may be written as, for messages. */
  public static final String ALLOWED =
      "none, or layers such as linear(256), linear(256, bias=false), bn, bn(affine=false) and relu";

  private static final Pattern LAYER =
      Pattern.compile("([a-z]+)(?:\\(\\s*([^()]*?)\\s*\\))?(?:\\s+|$)");
  private static final Pattern LINEAR =
      Pattern.compile("(\\d{1,7})(?:\\s*,\\s*bias\\s*=\\s*(true|false))?");
  private static final Pattern BATCH_NORM = Pattern.compile("affine\\s*=\\s*(true|false)");

  /** Copies. */
  public HeadSpecification {
    layers = List.copyOf(layers);
  }

  /**
   * Reads a head.
   *
   * @param text the layers, separated by spaces
   * @return the head
   * @throws IllegalArgumentException if the text is not as in {@link #ALLOWED}; the message says
   *     which part
   */
  public static HeadSpecification parse(String text) {
    String trimmed = text.strip();
    if (trimmed.equals("none")) {
      return new HeadSpecification(List.of());
    }
    List<LayerSpecification> layers = new ArrayList<>();
    Matcher matcher = LAYER.matcher(trimmed);
    int position = 0;
    while (position < trimmed.length()) {
      if (!matcher.find(position) || matcher.start() != position) {
        throw problem(trimmed.substring(position));
      }
      layers.add(layer(matcher.group().strip(), matcher.group(1), matcher.group(2)));
      position = matcher.end();
    }
    if (layers.isEmpty()) {
      throw problem(trimmed);
    }
    return new HeadSpecification(layers);
  }

  /**
   * The width of the head's output.
   *
   * @param inputWidth the width of its input
   * @return the units of its last linear layer, or the input's width if it has none
   */
  public int outputWidth(int inputWidth) {
    int width = inputWidth;
    for (LayerSpecification layer : layers) {
      width = layer instanceof Linear linear ? linear.units() : width;
    }
    return width;
  }

  private static LayerSpecification layer(String text, String name, String arguments) {
    return switch (name) {
      case "linear" -> linear(text, arguments == null ? "" : arguments);
      case "bn" -> batchNorm(text, arguments);
      case "relu" -> {
        if (arguments != null) {
          throw problem(text);
        }
        yield new Relu();
      }
      default -> throw problem(text);
    };
  }

  private static Linear linear(String text, String arguments) {
    Matcher matcher = LINEAR.matcher(arguments);
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) == 0) {
      throw problem(text);
    }
    return new Linear(Integer.parseInt(matcher.group(1)), !"false".equals(matcher.group(2)));
  }

  private static BatchNorm batchNorm(String text, String arguments) {
    if (arguments == null) {
      return new BatchNorm(true);
    }
    Matcher matcher = BATCH_NORM.matcher(arguments);
    if (!matcher.matches()) {
      throw problem(text);
    }
    return new BatchNorm(Boolean.parseBoolean(matcher.group(1)));
  }

  private static IllegalArgumentException problem(String part) {
    return new IllegalArgumentException("'" + part + "' is not a layer; allowed are " + ALLOWED);
  }

  @Override
  public String toString() {
    return layers.isEmpty()
        ? "none"
        : layers.stream().map(Object::toString).collect(Collectors.joining(" "));
  }
}
