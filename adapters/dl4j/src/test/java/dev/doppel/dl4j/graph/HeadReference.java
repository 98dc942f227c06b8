package dev.doppel.dl4j.graph;

import dev.doppel.dl4j.parameter.ParameterLayout;
import dev.doppel.dl4j.parameter.ParameterSlot;
import dev.doppel.runtime.network.HeadSpecification;
import dev.doppel.runtime.network.LayerSpecification;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A head in float64, from the definitions of its layers, with gradients by differences. */
final class HeadReference {

  private static final double STEP = 1e-5;

  private final HeadSpecification head;
  private final ParameterLayout layout;
  private final int inputs;

  HeadReference(HeadSpecification head, ParameterLayout layout, int inputs) {
    this.head = head;
    this.layout = layout;
    this.inputs = inputs;
  }

  int outputs() {
    return head.outputWidth(inputs);
  }

  /** The output for rows of inputs, row by row. */
  double[] output(double[] parameters, double[] input, boolean training) {
    int rows = input.length / inputs;
    double[] output = new double[rows * outputs()];
    for (int row = 0; row < rows; row++) {
      double[] vector = Arrays.copyOfRange(input, row * inputs, (row + 1) * inputs);
      for (int layer = 0; layer < head.layers().size(); layer++) {
        vector = apply(layer, parameters, vector, training);
      }
      System.arraycopy(vector, 0, output, row * outputs(), outputs());
    }
    return output;
  }

  /** The gradients of {@code sum(error * output)}, in the order of the parameters. */
  double[] gradients(double[] parameters, double[] input, double[] error) {
    double[] gradients = new double[parameters.length];
    for (int i = 0; i < gradients.length; i++) {
      double[] moved = parameters.clone();
      moved[i] = parameters[i] + STEP;
      double above = sum(error, output(moved, input, true));
      moved[i] = parameters[i] - STEP;
      gradients[i] = (above - sum(error, output(moved, input, true))) / (2 * STEP);
    }
    return gradients;
  }

  private static double sum(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }

  private double[] apply(int layer, double[] parameters, double[] vector, boolean training) {
    LayerSpecification specification = head.layers().get(layer);
    int width = specification.outputWidth(vector.length);
    double[] result = new double[width];
    List<ParameterSlot> slots = slots("projector-" + layer);
    for (int i = 0; i < width; i++) {
      if (slots.isEmpty()) {
        result[i] = element(specification, vector, i);
        continue;
      }
      int from = Math.toIntExact(slots.get(0).from()) + i * vector.length;
      double[] weights = Arrays.copyOfRange(parameters, from, from + vector.length);
      boolean divided =
          specification instanceof LayerSpecification.WeightNormLinear
              || (specification instanceof LayerSpecification.Prototypes && !training);
      result[i] = sum(weights, vector) / (divided ? Math.sqrt(sum(weights, weights)) : 1);
      if (slots.size() > 1) {
        result[i] += parameters[Math.toIntExact(slots.get(1).from()) + i];
      }
    }
    return result;
  }

  private static double element(LayerSpecification specification, double[] vector, int i) {
    if (specification instanceof LayerSpecification.L2Normalize) {
      return vector[i] / Math.sqrt(sum(vector, vector));
    }
    if (specification instanceof LayerSpecification.Relu) {
      return Math.max(0, vector[i]);
    }
    if (specification instanceof LayerSpecification.Gelu) {
      return vector[i] * normalProbability(vector[i]);
    }
    throw new IllegalArgumentException("no definition of " + specification);
  }

  /**
   * The series of the error function around 0 (Abramowitz and Stegun, 7.1.6), for small numbers.
   */
  private static double normalProbability(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; n < 200; n++) {
      term *= x * x / (2 * n + 1);
      sum += term;
    }
    return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  private List<ParameterSlot> slots(String vertex) {
    List<ParameterSlot> slots = new ArrayList<>();
    for (ParameterSlot slot : layout.slots()) {
      if (slot.vertex().equals(vertex)) {
        slots.add(slot);
      }
    }
    return slots;
  }
}
