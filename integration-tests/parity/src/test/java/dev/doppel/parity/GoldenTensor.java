package dev.doppel.parity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.doppel.spi.tensor.Shape;

/**
 * An array of a golden file.
 *
 * @param shape its shape
 * @param data its values, row by row; not to be changed
 */
record GoldenTensor(Shape shape, double[] data) {

  GoldenTensor {
    if (data.length != shape.elements()) {
      throw new IllegalArgumentException(
          "shape %s has %d elements, not the %d in 'data'"
              .formatted(shape, shape.elements(), data.length));
    }
  }

  static GoldenTensor read(JsonNode node) {
    JsonNode sizes = node.required("shape");
    int[] shape = new int[sizes.size()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = sizes.get(i).intValue();
    }
    return new GoldenTensor(Shape.of(shape), GoldenJson.doubles(node.required("data")));
  }

  /** The values in float32, as the platforms take them. */
  float[] floats() {
    float[] floats = new float[data.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) data[i];
    }
    return floats;
  }

  /** The largest absolute value. */
  double largest() {
    double largest = 0;
    for (double value : data) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
