package dev.doppel.dl4j.layer;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The channels of arrays of one shape, {@code [batch, channels]}, {@code [batch, channels, height,
 * width]} or {@code [batch, height, width, channels]}: sums over all but the channels, and
 * functions that differ by channel. Made once for many batches, since each small array that ND4J
 * makes is work for the garbage collector.
 */
final class Channels {

  private final long[] shape;
  private final DataType type;
  private final int axis;
  private final long count;
  private final long batch;
  private final long positions;
  private final INDArray positionOnes;
  private final INDArray rowOnes;
  private final INDArray mapSums;
  private final INDArray mapSumRows;
  private final ChannelVector ones;
  private final ChannelVector zeros;
  private final MatrixMultiplication sum;
  private final MatrixMultiplication mean;
  private final MatrixMultiplication negativeMean;
  private final Elementwise elementwise = new Elementwise();
  private final NativeOperation affinity;

  private Channels(INDArray array, boolean channelsLast) {
    this.shape = array.shape().clone();
    this.type = array.dataType();
    this.axis = array.rank() == 4 && channelsLast ? 3 : 1;
    this.count = array.size(axis);
    this.batch = array.size(0);
    this.positions = array.length() / (count * batch);
    boolean maps = axis == 1 && positions > 1;
    this.positionOnes = maps ? Memory.lasting(type, 1, positions, 1) : null;
    this.mapSums = maps ? Memory.lasting(type, 0, batch * count, 1) : null;
    this.mapSumRows = maps ? mapSums.reshape('c', batch, count) : null;
    this.rowOnes = Memory.lasting(type, 1, 1, maps ? batch : elements());
    this.ones = constant(1);
    this.zeros = vector();
    this.sum = new MatrixMultiplication(false, false, 1, 0);
    this.mean = new MatrixMultiplication(false, false, 1.0 / elements(), 0);
    this.negativeMean = new MatrixMultiplication(false, false, -1.0 / elements(), 0);
    this.affinity = normalisation(true, true, 0);
  }

  /** Those of before where they are for arrays of the same shape, or else new ones. */
  static Channels of(INDArray array, boolean channelsLast, Channels before) {
    return before != null && Arrays.equals(before.shape, array.shape())
        ? before
        : new Channels(array, channelsLast);
  }

  /** A new vector of zeros, for as long as its layer has it. */
  ChannelVector vector() {
    return ChannelVector.create(type, count);
  }

  /** A new vector of one number. */
  ChannelVector constant(double number) {
    ChannelVector vector = vector();
    vector.flat().assign(number);
    return vector;
  }

  /** How many elements a channel has. */
  long elements() {
    return batch * positions;
  }

  Elementwise elementwise() {
    return elementwise;
  }

  ChannelVector ones() {
    return ones;
  }

  ChannelVector zeros() {
    return zeros;
  }

  /** Writes the sum of each channel of a contiguous array. */
  void sum(INDArray array, ChannelVector result) {
    reduce(array, sum, result);
  }

  /** Writes the mean of each channel of a contiguous array. */
  void mean(INDArray array, ChannelVector result) {
    reduce(array, mean, result);
  }

  /** Writes the mean of each channel of a contiguous array with the other sign. */
  void negativeMean(INDArray array, ChannelVector result) {
    reduce(array, negativeMean, result);
  }

  /** A product with ones adds in blocks, which is faster and more exact than one after another. */
  private void reduce(INDArray array, MatrixMultiplication last, ChannelVector result) {
    INDArray rows = mapSumRows;
    if (mapSums == null) {
      rows = array.rank() == 2 ? array : array.reshape('c', elements(), count);
    } else {
      sum.run(array.reshape('c', batch * count, positions), positionOnes, mapSums);
    }
    last.run(rowOnes, rows, result.row());
  }

  /** Computes {@code (x - mean) * scale / sqrt(variance + epsilon) + shift}. */
  NativeOperation normalisation(boolean scales, boolean shifts, double epsilon) {
    return normalisation(scales, shifts, epsilon, axis);
  }

  /** The same for arrays with their channels elsewhere. */
  static NativeOperation normalisation(boolean scales, boolean shifts, double epsilon, int axis) {
    return new NativeOperation(
        "batchnorm", new double[] {epsilon}, scales ? 1 : 0, shifts ? 1 : 0, axis);
  }

  /** Writes {@code x * scale + shift}, each {@code [channels]}. */
  void affine(INDArray array, ChannelVector scale, ChannelVector shift, INDArray result) {
    affinity.run(
        List.of(array, zeros.flat(), ones.flat(), scale.flat(), shift.flat()), List.of(result));
  }
}
