package dev.doppel.pipelines;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;

/** A user's listener that looks at gradients before the updater does, as DL4J's statistics do. */
final class Dl4jGradientNorms extends BaseTrainingListener {

  final Map<String, List<Double>> byParameter = new LinkedHashMap<>();

  @Override
  public void onGradientCalculation(Model model) {
    model
        .gradient()
        .gradientForVariable()
        .forEach(
            (name, gradient) ->
                byParameter
                    .computeIfAbsent(name, ignored -> new ArrayList<>())
                    .add(gradient.norm2Number().doubleValue()));
  }
}
