package dev.doppel.dl4j.layer;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

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
    this.ones = vector();
    this.zeros = vector();
    ones.flat().assign(1);
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

  /** How many elements a channel has. */
  long elements() {
    return batch * positions;
  }

  /** Writes the sum of each channel of a contiguous array. */
  void sum(INDArray array, ChannelVector sums) {
    INDArray rows = mapSumRows;
    if (mapSums == null) {
      rows = array.rank() == 2 ? array : array.reshape('c', elements(), count);
    } else {
      // A product with ones adds in blocks, which is faster and more exact than one after another.
      INDArray maps = array.reshape('c', batch * count, positions);
      Nd4j.gemm(maps, positionOnes, mapSums, false, false, 1, 0);
    }
    Nd4j.gemm(rowOnes, rows, sums.row(), false, false, 1, 0);
  }

  /** Computes {@code (x - mean) * scale / sqrt(variance + epsilon) + shift}. */
  NativeOperation normalisation(boolean scales, boolean shifts, double epsilon) {
    return new NativeOperation(
        "batchnorm", new double[] {epsilon}, scales ? 1 : 0, shifts ? 1 : 0, axis);
  }

  /** What computes {@link #affine}. */
  NativeOperation affinity() {
    return normalisation(true, true, 0);
  }

  /** Writes {@code x * scale + shift}, each {@code [channels]}. */
  void affine(
      NativeOperation affinity,
      INDArray array,
      ChannelVector scale,
      ChannelVector shift,
      INDArray result) {
    affinity.run(
        List.of(array, zeros.flat(), ones.flat(), scale.flat(), shift.flat()), List.of(result));
  }

  ChannelVector ones() {
    return ones;
  }

  ChannelVector zeros() {
    return zeros;
  }
}
