package dev.doppel.parity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.doppel.runtime.network.VisionTransformer;
import java.util.Map;

/**
 * A case of {@code vision-transformer.json}: one forward and one backward pass.
 *
 * @param name the case's name
 * @param network the network, built for the size that its positions are known for
 * @param parameters the parameters by the names of {@link
 *     dev.doppel.runtime.network.TransformerWeights}
 * @param input the images, {@code [batch, channels, size, size]}
 * @param output the class token after the last norm, {@code [batch, width]}
 * @param cotangent what the output is multiplied by; the gradients are those of the sum
 * @param gradients the gradients by the parameters, by name
 * @param inputGradient the gradient by the input
 * @param attention the last block's weights of the class token's query, {@code [batch, heads, grid,
 *     grid]}
 */
record GoldenTransformer(
    String name,
    VisionTransformer network,
    Map<String, GoldenTensor> parameters,
    GoldenTensor input,
    GoldenTensor output,
    GoldenTensor cotangent,
    Map<String, GoldenTensor> gradients,
    GoldenTensor inputGradient,
    GoldenTensor attention) {

  static GoldenTransformer read(JsonNode node) {
    return new GoldenTransformer(
        node.required("name").asText(),
        network(node.required("network")),
        GoldenJson.map(node.required("parameters"), GoldenTensor::read),
        GoldenTensor.read(node.required("input")),
        GoldenTensor.read(node.required("output")),
        GoldenTensor.read(node.required("cotangent")),
        GoldenJson.map(node.required("gradients"), GoldenTensor::read),
        GoldenTensor.read(node.required("input_gradient")),
        GoldenTensor.read(node.required("attention")));
  }

  private static VisionTransformer network(JsonNode node) {
    return new VisionTransformer(
        node.required("width").intValue(),
        node.required("depth").intValue(),
        node.required("heads").intValue(),
        node.required("patch_size").intValue(),
        node.required("image_size").intValue(),
        node.required("channels").intValue(),
        node.required("positions").asText().equals("learned"),
        0);
  }
}
