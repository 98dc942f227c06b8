package dev.doppel.parity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.doppel.spi.tensor.Shape;

/** An array of a golden file. */
final class GoldenTensor {

  private final Shape shape;
  private final double[] data;

  GoldenTensor(Shape shape, double... data) {
    if (data.length != shape.elements()) {
      throw new IllegalArgumentException(
          "shape %s has %d elements, not the %d in 'data'"
              .formatted(shape, shape.elements(), data.length));
    }
    this.shape = shape;
    this.data = data.clone();
  }

  static GoldenTensor read(JsonNode node) {
    JsonNode sizes = node.required("shape");
    int[] shape = new int[sizes.size()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = sizes.get(i).intValue();
    }
    return new GoldenTensor(Shape.of(shape), GoldenJson.doubles(node.required("data")));
  }

  Shape shape() {
    return shape;
  }

  /** The values, row by row, in a new array. */
  double[] data() {
    return data.clone();
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
