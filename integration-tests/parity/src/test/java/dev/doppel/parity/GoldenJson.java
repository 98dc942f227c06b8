package dev.doppel.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads the shapes that golden files share. */
final class GoldenJson {

  private GoldenJson() {}

  static double[] doubles(JsonNode array) {
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).doubleValue();
    }
    return values;
  }

  static <T> List<T> list(JsonNode array, Function<JsonNode, T> reader) {
    List<T> items = new ArrayList<>();
    array.forEach(node -> items.add(reader.apply(node)));
    return items;
  }

  /** The fields of an object, in order; none if the object is absent or null. */
  static <T> Map<String, T> map(JsonNode object, Function<JsonNode, T> reader) {
    Map<String, T> items = new LinkedHashMap<>();
    if (object != null) {
      object
          .properties()
          .forEach(field -> items.put(field.getKey(), reader.apply(field.getValue())));
    }
    return items;
  }

  static Map<String, List<GoldenTensor>> tensorLists(JsonNode object) {
    return map(object, tensors -> list(tensors, GoldenTensor::read));
  }

  /** Numbers and words as the text that options are read from. */
  static Map<String, String> texts(JsonNode object) {
    return map(object, JsonNode::asText);
  }
}
