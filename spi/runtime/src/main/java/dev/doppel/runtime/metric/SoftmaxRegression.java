package dev.doppel.runtime.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The mean cross-entropy of a linear classifier over a set of samples, plus half of the weight
 * decay times the squared weights, and its gradient. Convex in the parameters: for each class the
 * weights of all features, then its bias.
 *
 * <p>Samples are cut into a fixed number of parts whose gradients are added in order, so the result
 * does not depend on the number of threads.
 */
final class SoftmaxRegression implements Objective {

  private static final int BLOCK_ROWS = 512;
  private static final int PARTS = 8;

  private final int classes;
  private final int width;
  private final int samples;
  private final double weightDecay;
  private final List<Block> blocks = new ArrayList<>();

  /** Some samples, as rows and as columns: the products of both passes run along rows. */
  private record Block(float[][] rows, float[][] columns, int[] labels) {}

  SoftmaxRegression(float[][] rows, int[] labels, int classes, double weightDecay) {
    this.classes = classes;
    this.width = rows[0].length;
    this.samples = rows.length;
    this.weightDecay = weightDecay;
    for (int from = 0; from < samples; from += BLOCK_ROWS) {
      int to = Math.min(samples, from + BLOCK_ROWS);
      blocks.add(
          new Block(
              Arrays.copyOfRange(rows, from, to),
              FeatureRows.transposed(rows, from, to),
              Arrays.copyOfRange(labels, from, to)));
    }
  }

  @Override
  public int size() {
    return classes * (width + 1);
  }

  @Override
  public double evaluate(double[] parameters, double[] gradient) {
    float[][] weights = weights(parameters, classes, width);
    double[][] gradients = new double[PARTS][size()];
    double[] losses =
        IntStream.range(0, PARTS)
            .parallel()
            .mapToDouble(part -> evaluatePart(part, weights, parameters, gradients[part]))
            .toArray();
    Arrays.fill(gradient, 0);
    double loss = 0;
    for (int part = 0; part < PARTS; part++) {
      loss += losses[part] / samples;
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] += gradients[part][i] / samples;
      }
    }
    return loss + penalise(parameters, gradient);
  }

  private double penalise(double[] parameters, double[] gradient) {
    double square = 0;
    for (int i = 0; i < parameters.length; i++) {
      if (i % (width + 1) < width) {
        square += parameters[i] * parameters[i];
        gradient[i] += weightDecay * parameters[i];
      }
    }
    return weightDecay / 2 * square;
  }

  private double evaluatePart(int part, float[][] weights, double[] parameters, double[] gradient) {
    double loss = 0;
    for (int index = part; index < blocks.size(); index += PARTS) {
      Block block = blocks.get(index);
      float[][] logits = logits(weights, parameters, block.columns());
      loss += lossAndErrors(logits, block.labels());
      float[][] product = new float[classes][width];
      ProductKernel.add(logits, block.rows(), product);
      for (int label = 0; label < classes; label++) {
        int start = label * (width + 1);
        for (int i = 0; i < width; i++) {
          gradient[start + i] += product[label][i];
        }
        for (float error : logits[label]) {
          gradient[start + width] += error;
        }
      }
    }
    return loss;
  }

  /** The weights alone, as a matrix of one row a class. */
  static float[][] weights(double[] parameters, int classes, int width) {
    float[][] weights = new float[classes][width];
    for (int label = 0; label < classes; label++) {
      for (int i = 0; i < width; i++) {
        weights[label][i] = (float) parameters[label * (width + 1) + i];
      }
    }
    return weights;
  }

  /** The logits of samples given as columns: one row a class. */
  static float[][] logits(float[][] weights, double[] parameters, float[][] columns) {
    float[][] logits = new float[weights.length][columns[0].length];
    for (int label = 0; label < weights.length; label++) {
      int width = weights[label].length;
      Arrays.fill(logits[label], (float) parameters[label * (width + 1) + width]);
    }
    ProductKernel.add(weights, columns, logits);
    return logits;
  }

  /** Turns logits into probability minus truth, in place, and adds up the losses. */
  private double lossAndErrors(float[][] logits, int[] labels) {
    double loss = 0;
    double[] shares = new double[classes];
    for (int sample = 0; sample < labels.length; sample++) {
      double largest = Double.NEGATIVE_INFINITY;
      for (float[] row : logits) {
        largest = Math.max(largest, row[sample]);
      }
      double sum = 0;
      for (int label = 0; label < classes; label++) {
        shares[label] = Math.exp(logits[label][sample] - largest);
        sum += shares[label];
      }
      loss += Math.log(sum) + largest - logits[labels[sample]][sample];
      for (int label = 0; label < classes; label++) {
        double truth = label == labels[sample] ? 1 : 0;
        logits[label][sample] = (float) (shares[label] / sum - truth);
      }
    }
    return loss;
  }
}
