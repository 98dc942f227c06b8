package dev.doppel.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One case of {@code losses.json}.
 *
 * @param name its name, such as {@code byol-n4-d8-s1}
 * @param method the method
 * @param shaper what shapes the targets, where it is not what the method's recipe names
 * @param parameters the method's parameters as text, by name in snake case
 * @param inputs by role ({@code prediction}, {@code target}) or state ({@code queue}, {@code
 *     center}), one tensor a view
 * @param loss the loss
 * @param gradients the gradients by role, one tensor a view
 * @param stateAfter the state after the step, by name; empty if the case has none
 */
record GoldenLossCase(
    String name,
    String method,
    Optional<String> shaper,
    Map<String, String> parameters,
    Map<String, List<GoldenTensor>> inputs,
    double loss,
    Map<String, List<GoldenTensor>> gradients,
    Map<String, GoldenTensor> stateAfter) {

  static GoldenLossCase read(JsonNode node) {
    return new GoldenLossCase(
        node.required("name").asText(),
        node.required("method").asText(),
        Optional.ofNullable(node.get("shaper")).map(JsonNode::asText),
        GoldenJson.texts(node.get("parameters")),
        GoldenJson.tensorLists(node.required("inputs")),
        node.required("loss").doubleValue(),
        GoldenJson.tensorLists(node.required("gradients")),
        GoldenJson.map(node.get("state_after"), GoldenTensor::read));
  }

  /** The parameters, and the length of a queue of features, which its rows tell. */
  Map<String, String> options() {
    Map<String, String> options = new HashMap<>(parameters);
    if (inputs.containsKey("prototypes")) {
      options.put("queue_length", String.valueOf(inputs.get("queue").get(0).shape().size(0)));
    }
    return options;
  }

  /** Whether the README allows larger differences of gradients in float32. */
  boolean isIllConditioned() {
    return name.contains("s50")
        || name.contains("s0.001")
        || parameters.entrySet().stream()
            .anyMatch(
                parameter ->
                    parameter.getKey().endsWith("temperature")
                        && Double.parseDouble(parameter.getValue()) < 0.1);
  }
}
