package dev.doppel.runtime.network;

import dev.doppel.runtime.network.LayerSpecification.BatchNorm;
import dev.doppel.runtime.network.LayerSpecification.Gelu;
import dev.doppel.runtime.network.LayerSpecification.GroupNorm;
import dev.doppel.runtime.network.LayerSpecification.L2Normalize;
import dev.doppel.runtime.network.LayerSpecification.Linear;
import dev.doppel.runtime.network.LayerSpecification.Prototypes;
import dev.doppel.runtime.network.LayerSpecification.Relu;
import dev.doppel.runtime.network.LayerSpecification.WeightNormLinear;
import dev.doppel.runtime.network.LayerSpecification.WeightStandardizedLinear;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
      "none, or layers such as linear(256), linear(256, bias=false), linear(256, std=0.02), bn,"
          + " bn(affine=false), gn(16), relu, gelu, l2-normalize, weight-norm-linear(4096),"
          + " weight-standardized-linear(256) and prototypes(300)";

  private static final Pattern LAYER =
      Pattern.compile("([a-z][a-z0-9-]*)(?:\\(\\s*([^()]*?)\\s*\\))?(?:\\s+|$)");
  private static final Pattern LINEAR =
      Pattern.compile(
          "(\\d{1,7})(?:\\s*,\\s*bias\\s*=\\s*(true|false))?"
              + "(?:\\s*,\\s*std\\s*=\\s*(\\d*\\.?\\d+))?");
  private static final Pattern UNITS = Pattern.compile("\\d{1,7}");
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
   * What is wrong with a group normalisation's groups.
   *
   * @param inputWidth the width of the head's input; under 1 if it is not known
   * @return the first problem, and what is allowed; empty if there is none
   */
  public Optional<String> problem(int inputWidth) {
    int width = inputWidth;
    for (LayerSpecification layer : layers) {
      if (layer instanceof GroupNorm norm && width > 0 && width % norm.groups() != 0) {
        return Optional.of(
            "'%s' must divide the %d columns that it is given".formatted(norm, width));
      }
      width = layer.outputWidth(width);
    }
    return Optional.empty();
  }

  /**
   * The width of the head's output.
   *
   * @param inputWidth the width of its input
   * @return the units of its last fully connected layer, or the input's width if it has none
   */
  public int outputWidth(int inputWidth) {
    int width = inputWidth;
    for (LayerSpecification layer : layers) {
      width = layer.outputWidth(width);
    }
    return width;
  }

  private static LayerSpecification layer(String text, String name, String arguments) {
    return switch (name) {
      case "linear" -> linear(text, arguments == null ? "" : arguments);
      case "bn" -> batchNorm(text, arguments);
      case "weight-norm-linear" -> new WeightNormLinear(units(text, arguments));
      case "weight-standardized-linear" -> new WeightStandardizedLinear(units(text, arguments));
      case "gn" -> new GroupNorm(units(text, arguments));
      case "prototypes" -> new Prototypes(units(text, arguments));
      case "relu" -> plain(text, arguments, new Relu());
      case "gelu" -> plain(text, arguments, new Gelu());
      case "l2-normalize" -> plain(text, arguments, new L2Normalize());
      default -> throw problem(text);
    };
  }

  private static LayerSpecification plain(String text, String arguments, LayerSpecification layer) {
    if (arguments != null) {
      throw problem(text);
    }
    return layer;
  }

  private static int units(String text, String arguments) {
    if (arguments == null
        || !UNITS.matcher(arguments).matches()
        || Integer.parseInt(arguments) == 0) {
      throw problem(text);
    }
    return Integer.parseInt(arguments);
  }

  private static Linear linear(String text, String arguments) {
    Matcher matcher = LINEAR.matcher(arguments);
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) == 0) {
      throw problem(text);
    }
    double deviation = matcher.group(3) == null ? 0 : Double.parseDouble(matcher.group(3));
    return new Linear(
        Integer.parseInt(matcher.group(1)), !"false".equals(matcher.group(2)), deviation);
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
