package dev.doppel.dl4j.layer;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A number a channel.
 *
 * @param flat the array, {@code [channels]}
 * @param row the same memory, {@code [1, channels]}
 */
record ChannelVector(INDArray flat, INDArray row) {

  static ChannelVector create(DataType type, long channels) {
    INDArray row = Memory.lasting(type, 0, 1, channels);
    return new ChannelVector(row.reshape(channels), row);
  }
}
