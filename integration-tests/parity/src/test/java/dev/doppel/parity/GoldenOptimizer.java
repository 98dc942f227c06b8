package dev.doppel.parity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.doppel.runtime.optimizer.OptimizerPlan;
import dev.doppel.runtime.optimizer.OptimizerRule;
import dev.doppel.runtime.optimizer.TrustRatio;
import dev.doppel.spi.schedule.Schedule;
import dev.doppel.spi.target.ParameterRole;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One case of {@code optimizers.json}: some tensors over some steps of given gradients.
 *
 * @param name the case's name
 * @param settings the optimiser
 * @param steps the steps
 * @param tensors the tensors
 */
record GoldenOptimizer(String name, Settings settings, int steps, List<Tensor> tensors) {

  /**
   * A tensor.
   *
   * @param role what it is in its layer
   * @param initial its values before the first step
   * @param gradients its gradient in each step
   * @param values its values after each step
   */
  record Tensor(
      ParameterRole role,
      GoldenTensor initial,
      List<GoldenTensor> gradients,
      List<GoldenTensor> values) {

    private static Tensor read(JsonNode node) {
      return new Tensor(
          ParameterRole.valueOf(constant(node.required("role").asText())),
          GoldenTensor.read(node.required("initial")),
          GoldenJson.list(node.required("gradients"), GoldenTensor::read),
          GoldenJson.list(node.required("values"), GoldenTensor::read));
    }
  }

  /**
   * An optimiser.
   *
   * @param rule its rule, as in a recipe
   * @param parameters its settings, in snake case; what its rule does not read is left out
   */
  record Settings(String rule, Map<String, String> parameters) {

    /** Reads settings in which the rule is one of the parameters. */
    static Settings read(JsonNode node) {
      return new Settings(node.required("rule").asText(), GoldenJson.texts(node));
    }

    OptimizerPlan plan() {
      Schedule rate = rate();
      return new OptimizerPlan(
          OptimizerRule.valueOf(constant(rule)),
          rate,
          rate,
          number("momentum", 0),
          decay(),
          parameters.get("weight_decay_exclusions").equals("none"),
          number("trust_coefficient", 0.001),
          TrustRatio.valueOf(constant(parameters.getOrDefault("trust_ratio", "norm-of-sum"))),
          number("beta1", 0.9),
          number("beta2", 0.999),
          number("epsilon", 1e-8));
    }

    private Schedule rate() {
      double base = number("learning_rate", 0);
      return parameters.get("schedule").equals("constant")
          ? Schedule.constant(base)
          : Schedule.warmupCosine(
              base, number("final_learning_rate", 0), (long) number("warmup_steps", 0));
    }

    private Schedule decay() {
      double first = number("weight_decay", 0);
      return parameters.containsKey("final_weight_decay")
          ? Schedule.cosine(first, number("final_weight_decay", 0))
          : Schedule.constant(first);
    }

    private double number(String name, double otherwise) {
      String text = parameters.get(name);
      return text == null ? otherwise : Double.parseDouble(text);
    }
  }

  static GoldenOptimizer read(JsonNode node) {
    return new GoldenOptimizer(
        node.required("name").asText(),
        new Settings(node.required("rule").asText(), GoldenJson.texts(node.required("parameters"))),
        node.required("steps").intValue(),
        GoldenJson.list(node.required("tensors"), Tensor::read));
  }

  private static String constant(String word) {
    return word.replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
