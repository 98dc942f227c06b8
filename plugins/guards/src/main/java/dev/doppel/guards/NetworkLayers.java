package dev.doppel.guards;

import dev.doppel.spi.guard.Gradients;
import dev.doppel.spi.guard.ParameterGradient;
import dev.doppel.spi.target.NetworkPart;
import dev.doppel.spi.target.ParameterRole;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the layers at both ends of the online network. */
final class NetworkLayers {

  private NetworkLayers() {}

  /**
   * The layer that sees the views: the one with the backbone's first weight. What lies before it,
   * such as a transformer's class token, is no layer of its own and not meant.
   *
   * @param gradients the online network's gradients
   * @return the layer's parameters, in order; empty if the backbone has no trained weight
   */
  static List<ParameterGradient> first(Gradients gradients) {
    return gradients.parameters().stream()
        .filter(parameter -> parameter.part() == NetworkPart.BACKBONE)
        .filter(parameter -> parameter.role() == ParameterRole.WEIGHT)
        .findFirst()
        .map(weight -> layer(gradients, weight))
        .orElse(List.of());
  }

  /**
   * The last layer that is trained.
   *
   * @param gradients the online network's gradients
   * @return the layer's parameters, in order; empty if nothing is trained
   */
  static List<ParameterGradient> last(Gradients gradients) {
    List<ParameterGradient> all = gradients.parameters();
    return all.isEmpty() ? List.of() : layer(gradients, all.get(all.size() - 1));
  }

  /**
   * All layers.
   *
   * @param gradients the online network's gradients
   * @return each layer's parameters by its name, in the order of the network
   */
  static Map<String, List<ParameterGradient>> all(Gradients gradients) {
    Map<String, List<ParameterGradient>> layers = new LinkedHashMap<>();
    gradients
        .parameters()
        .forEach(
            parameter ->
                layers
                    .computeIfAbsent(parameter.layer(), layer -> new ArrayList<>())
                    .add(parameter));
    return layers;
  }

  private static List<ParameterGradient> layer(Gradients gradients, ParameterGradient member) {
    return gradients.parameters().stream()
        .filter(parameter -> parameter.layer().equals(member.layer()))
        .toList();
  }

  /**
   * The Euclidean norm of several gradients together. Waits for the device once for each.
   *
   * @param parameters the gradients
   * @return the norm, at least 0; not finite if one of them is not
   */
  static double norm(List<ParameterGradient> parameters) {
    double squares = 0;
    for (ParameterGradient parameter : parameters) {
      double norm = parameter.norm();
      squares += norm * norm;
    }
    return Math.sqrt(squares);
  }
}
