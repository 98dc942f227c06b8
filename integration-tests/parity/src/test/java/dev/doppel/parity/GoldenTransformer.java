package dev.doppel.parity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.doppel.runtime.network.VisionTransformer.Size;
import dev.doppel.spi.option.Options;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A case of {@code vision-transformer.json}: one forward and one backward pass.
 *
 * @param name the case's name
 * @param options the network's options in a recipe
 * @param imageSize the size that the network is built for, in pixels
 * @param channels the channels of the images
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
    Options options,
    int imageSize,
    int channels,
    Map<String, GoldenTensor> parameters,
    GoldenTensor input,
    GoldenTensor output,
    GoldenTensor cotangent,
    Map<String, GoldenTensor> gradients,
    GoldenTensor inputGradient,
    GoldenTensor attention) {

  static GoldenTransformer read(JsonNode node) {
    JsonNode network = node.required("network");
    return new GoldenTransformer(
        node.required("name").asText(),
        options(network),
        network.required("image_size").intValue(),
        network.required("channels").intValue(),
        GoldenJson.map(node.required("parameters"), GoldenTensor::read),
        GoldenTensor.read(node.required("input")),
        GoldenTensor.read(node.required("output")),
        GoldenTensor.read(node.required("cotangent")),
        GoldenJson.map(node.required("gradients"), GoldenTensor::read),
        GoldenTensor.read(node.required("input_gradient")),
        GoldenTensor.read(node.required("attention")));
  }

  private static Options options(JsonNode network) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String key : List.of("width", "depth", "heads", "patch_size", "positions")) {
      texts.put(key.replace('_', '-'), network.required(key).asText());
    }
    return Options.parse(Size.TINY.options(), texts);
  }
}
