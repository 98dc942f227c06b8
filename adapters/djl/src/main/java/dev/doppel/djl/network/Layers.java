package dev.doppel.djl.network;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;

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

  static Block convolution(int filters, int kernel, int stride) {
    int padding = (kernel - 1) / 2;
    return Conv2d.builder()
        .setFilters(filters)
        .setKernelShape(new Shape(kernel, kernel))
        .optStride(new Shape(stride, stride))
        .optPadding(new Shape(padding, padding))
        .optBias(false)
        .build();
  }
}
