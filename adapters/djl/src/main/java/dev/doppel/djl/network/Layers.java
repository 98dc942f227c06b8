package dev.doppel.djl.network;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import dev.doppel.runtime.network.Normalization;

/** The layers that backbones and heads are made of, with PyTorch's defaults. */
final class Layers {

  static final float BATCH_NORM_MOMENTUM = 0.9f;

  private static final float BATCH_NORM_EPSILON = 1e-5f;

  private Layers() {}

  static Block batchNorm(boolean affine) {
    return BatchNorm.builder()
        .optEpsilon(BATCH_NORM_EPSILON)
        .optMomentum(BATCH_NORM_MOMENTUM)
        .optScale(affine)
        .optCenter(affine)
        .build();
  }

  /** Adds a convolution and what normalises it. */
  static SequentialBlock addConvolution(
      SequentialBlock network, int filters, int kernel, int stride, Normalization normalization) {
    return switch (normalization.kind()) {
      case BATCH -> network.add(convolution(filters, kernel, stride, false)).add(batchNorm(true));
      case GROUP ->
          network
              .add(new StandardizedConvolution(filters, kernel, stride))
              .add(new GroupNormBlock(normalization.groups()));
      case NONE -> network.add(convolution(filters, kernel, stride, true));
    };
  }

  private static Block convolution(int filters, int kernel, int stride, boolean bias) {
    int padding = (kernel - 1) / 2;
    return Conv2d.builder()
        .setFilters(filters)
        .setKernelShape(new Shape(kernel, kernel))
        .optStride(new Shape(stride, stride))
        .optPadding(new Shape(padding, padding))
        .optBias(bias)
        .build();
  }
}
