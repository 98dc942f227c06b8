package dev.doppel.djl.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import dev.doppel.djl.tensor.Scalars;

/**
 * Attention by heads, {@code softmax(Q K^T / sqrt(d)) V} (arXiv 1706.03762), up to the output's
 * matrix. Queries, keys and values are turned to their heads by one copy each, which the products
 * need.
 */
final class MultiHeadAttention {

  private static final int QUERY_KEY_VALUE = 3;
  private static final int KEY_VALUE = 2;

  /** The class token of each sample, which keeps its axis. */
  private static final NDIndex FIRST = new NDIndex(":, 0:1");

  private final int heads;

  MultiHeadAttention(int heads) {
    this.heads = heads;
  }

  /**
   * What the queries found.
   *
   * @param mixed {@code [batch, queries, width]}
   * @param weights {@code [batch * heads, queries, tokens]}
   */
  record Found(NDArray mixed, NDArray weights) {}

  /** The first token of each sample, {@code [batch, 1, width]}: a view. */
  static NDArray first(NDArray tokens) {
    return tokens.get(FIRST);
  }

  /**
   * Each token asks all.
   *
   * @param tokens {@code [batch, tokens, width]}
   * @param weight the three matrices, {@code [3 * width, width]}
   * @param bias their biases, {@code [3 * width]}
   */
  Found ofAll(NDArray tokens, NDArray weight, NDArray bias) {
    try (NDArray joint = linear(tokens, weight, bias);
        NDArray byPart = byPart(joint, QUERY_KEY_VALUE);
        NDList parts = byPart.split(QUERY_KEY_VALUE, 2);
        NDArray query = byHead(parts.get(0));
        NDArray key = byHead(parts.get(1));
        NDArray value = byHead(parts.get(2))) {
      return mix(query, key, value);
    }
  }

  /**
   * The first token alone asks all: after the last block nobody looks at the others.
   *
   * @param tokens {@code [batch, tokens, width]}
   * @param weight the three matrices, {@code [3 * width, width]}
   * @param bias their biases, {@code [3 * width]}
   */
  Found ofFirst(NDArray tokens, NDArray weight, NDArray bias) {
    long[] queryAndRest = {tokens.size(2)};
    try (NDList weights = weight.split(queryAndRest, 0);
        NDList biases = bias.split(queryAndRest, 0);
        NDArray first = first(tokens);
        NDArray asking = linear(first, weights.get(0), biases.get(0));
        NDArray askingPart = byPart(asking, 1);
        NDArray query = byHead(askingPart);
        NDArray joint = linear(tokens, weights.get(1), biases.get(1));
        NDArray byPart = byPart(joint, KEY_VALUE);
        NDList parts = byPart.split(KEY_VALUE, 2);
        NDArray key = byHead(parts.get(0));
        NDArray value = byHead(parts.get(1))) {
      return mix(query, key, value);
    }
  }

  private NDArray byPart(NDArray joint, int parts) {
    long size = joint.size(2) / parts / heads;
    return joint.reshape(joint.size(0), joint.size(1), parts, heads, size);
  }

  /** From {@code [batch, tokens, 1, heads, size]} to {@code [batch * heads, tokens, size]}. */
  private NDArray byHead(NDArray part) {
    Shape shape = part.getShape();
    try (NDArray turned = part.transpose(0, 3, 1, 2, 4)) {
      return turned.reshape(shape.get(0) * heads, shape.get(1), shape.get(4));
    }
  }

  private Found mix(NDArray query, NDArray key, NDArray value) {
    long size = query.size(2);
    NDArray weights;
    try (NDArray scale = Scalars.create(query.getManager(), 1 / Math.sqrt((double) size));
        NDArray scaled = query.mul(scale);
        NDArray turned = key.transpose(0, 2, 1);
        NDArray scores = scaled.batchMatMul(turned)) {
      weights = scores.softmax(-1);
    }
    long batch = query.size(0) / heads;
    long queries = query.size(1);
    try (NDArray mixed = weights.batchMatMul(value);
        NDArray byHead = mixed.reshape(batch, heads, queries, size);
        NDArray turned = byHead.transpose(0, 2, 1, 3)) {
      return new Found(turned.reshape(batch, queries, heads * size), weights);
    }
  }

  private static NDArray linear(NDArray input, NDArray weight, NDArray bias) {
    return Linear.linear(input, weight, bias).singletonOrThrow();
  }
}
