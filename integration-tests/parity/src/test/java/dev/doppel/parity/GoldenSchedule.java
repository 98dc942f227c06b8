package dev.doppel.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * One case of {@code schedules.json}.
 *
 * @param name the schedule's name
 * @param parameters its parameters by name, among them {@code steps}
 * @param values the value at each step, from 0
 */
record GoldenSchedule(String name, Map<String, Double> parameters, List<Double> values) {

  static GoldenSchedule read(JsonNode node) {
    return new GoldenSchedule(
        node.required("name").asText(),
        GoldenJson.map(node.required("parameters"), JsonNode::doubleValue),
        GoldenJson.list(node.required("values"), JsonNode::doubleValue));
  }

  double parameter(String parameter) {
    Double value = parameters.get(parameter);
    if (value == null) {
      throw new IllegalArgumentException(
          "schedule '%s' has no parameter '%s', only %s"
              .formatted(name, parameter, parameters.keySet()));
    }
    return value;
  }
}
