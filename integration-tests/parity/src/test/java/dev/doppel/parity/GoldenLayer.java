package dev.doppel.parity;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A layer of a golden network.
 *
 * @param type {@code conv2d} (3x3, stride 2, zero padding 1, with bias), {@code batch_norm}, {@code
 *     relu}, {@code global_avg_pool}, {@code linear}, {@code gelu}, {@code l2_normalize} or {@code
 *     prototypes}
 * @param size the number of filters or units; 0 for layers without
 * @param bias whether a linear layer has a bias
 * @param affine whether a batch norm has a scale and a shift
 */
record GoldenLayer(String type, int size, boolean bias, boolean affine) {

  static GoldenLayer read(JsonNode node) {
    int size = node.path("filters").asInt(node.path("units").asInt(0));
    return new GoldenLayer(
        node.required("type").asText(),
        size,
        node.path("bias").asBoolean(true),
        node.path("affine").asBoolean(false));
  }
}
