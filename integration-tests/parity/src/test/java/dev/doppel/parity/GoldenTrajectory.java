package dev.doppel.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One file of {@code trajectories}: a small network trained for a few steps by plain SGD. Networks
 * and parameters are by part: {@code encoder}, {@code projector}, {@code predictor}.
 *
 * @param name the file's name, without ending
 * @param method the method
 * @param inputChannels the channels of the images
 * @param layers the layers of each part, in order
 * @param parameters learning rate, momentum and the method's own, as text
 * @param optimizer the optimiser, where it is not plain SGD
 * @param clip the longest gradient of a parameter, where longer ones are scaled down
 * @param frozenSteps the first steps, in which the last layer does not move
 * @param initial the online network's parameters of each part, layer by layer, weight before bias;
 *     convolutions are {@code [out, in, height, width]}, linear layers {@code [out, in]}
 * @param initialQueue what a loss's queue holds at first; empty where it has none, or an empty one
 * @param batches the views of each step, of shape {@code [batch, channels, height, width]}
 * @param losses the loss at each step
 * @param finalOnline the online network's parameters after the last step
 * @param finalTarget the target network's; empty where the method has none
 * @param finalCentre DINO's centre after the last step; empty for others
 * @param finalQueues what queues hold after the last step: MoCo's one, or SwAV's, one a global view
 */
record GoldenTrajectory(
    String name,
    String method,
    int inputChannels,
    Map<String, List<GoldenLayer>> layers,
    Map<String, String> parameters,
    Optional<GoldenOptimizer.Settings> optimizer,
    Optional<Double> clip,
    int frozenSteps,
    Map<String, List<GoldenTensor>> initial,
    Optional<GoldenTensor> initialQueue,
    List<List<GoldenTensor>> batches,
    List<Double> losses,
    Map<String, List<GoldenTensor>> finalOnline,
    Map<String, List<GoldenTensor>> finalTarget,
    Optional<GoldenTensor> finalCentre,
    List<GoldenTensor> finalQueues) {

  private static final List<String> PARTS = List.of("encoder", "projector", "predictor");

  static GoldenTrajectory read(String name, JsonNode node) {
    JsonNode network = node.required("network");
    Map<String, List<GoldenLayer>> layers = new LinkedHashMap<>();
    for (String part : PARTS) {
      layers.put(part, GoldenJson.list(network.required(part), GoldenLayer::read));
    }
    return new GoldenTrajectory(
        name,
        node.required("method").asText(),
        network.required("input_channels").intValue(),
        layers,
        GoldenJson.texts(node.required("parameters")),
        Optional.ofNullable(node.get("optimizer")).map(GoldenOptimizer.Settings::read),
        Optional.ofNullable(node.get("clip")).map(JsonNode::doubleValue),
        // The latter is a parameter of a method that always has it.
        node.path("freeze_last_layer_steps")
            .asInt(node.required("parameters").path("frozen_steps").asInt(0)),
        GoldenJson.tensorLists(node.required("initial")),
        Optional.ofNullable(node.get("initial_queue")).map(GoldenTensor::read),
        GoldenJson.list(
            node.required("batches"), views -> GoldenJson.list(views, GoldenTensor::read)),
        GoldenJson.list(node.required("loss"), JsonNode::doubleValue),
        GoldenJson.tensorLists(node.required("final")),
        GoldenJson.tensorLists(node.get("final_target")),
        Optional.ofNullable(node.get("final_center")).map(GoldenTensor::read),
        queues(node.path("final_queue")));
  }

  private static List<GoldenTensor> queues(JsonNode node) {
    if (node.isMissingNode()) {
      return List.of();
    }
    return node.isArray()
        ? GoldenJson.list(node, GoldenTensor::read)
        : List.of(GoldenTensor.read(node));
  }

  /** A parameter as a number. */
  double parameter(String parameter) {
    String value = parameters.get(parameter);
    if (value == null) {
      throw new IllegalArgumentException(
          "trajectory '%s' has no parameter '%s', only %s"
              .formatted(name, parameter, parameters.keySet()));
    }
    return Double.parseDouble(value);
  }

  /** The number of steps. */
  int steps() {
    return batches.size();
  }
}
