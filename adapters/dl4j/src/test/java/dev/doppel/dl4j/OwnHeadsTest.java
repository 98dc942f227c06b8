package dev.doppel.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.runtime.recipe.Recipe;
import dev.doppel.spi.loss.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** Projectors and predictors of a program's own layers. */
final class OwnHeadsTest {

  private static final int BATCH = 16;
  private static final int COLUMNS = 5;

  @ParameterizedTest
  @CsvSource({"byol, copy", "simsiam, copy", "byol, independent"})
  void fit_layersOfTheRecipe_isTheRecipesRun(String method, String initialisation) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("recipe", method);
    settings.put("projector", "linear(7) bn relu linear(4)");
    settings.put("predictor", "linear(7) bn relu linear(4)");
    settings.put("batch-size", String.valueOf(BATCH));
    settings.put("epochs", "2");
    if (method.equals("byol")) {
      settings.put("target-update.initialisation", initialisation);
    }
    Recipe recipe = Recipe.empty().withSettings(settings, "the test");
    SelfSupervision recipes = SelfSupervision.builder(recipe).build(network(), data());
    SelfSupervision own =
        SelfSupervision.builder(recipe)
            .projector(linear(7), norm(), relu(), linear(4))
            .predictor(linear(7), norm(), relu(), linear(4))
            .build(network(), data());
    assertThat(own.parameters(Network.ONLINE).keySet())
        .isEqualTo(recipes.parameters(Network.ONLINE).keySet())
        .contains("projector-0.W", "projector-1.gamma", "predictor-3.b");
    // The layers' own weights come from DL4J's initialisers; from there on nothing differs.
    for (Network network : Network.values()) {
      Map<String, INDArray> from = recipes.parameters(network);
      own.parameters(network).forEach((name, array) -> array.assign(from.get(name)));
    }
    own.network().fit(data());
    recipes.network().fit(data());
    for (Network network : Network.values()) {
      Map<String, INDArray> expected = recipes.parameters(network);
      own.parameters(network)
          .forEach(
              (name, array) ->
                  assertThat(array.dup().data().asFloat())
                      .as(name)
                      .containsExactly(expected.get(name).dup().data().asFloat()));
    }
  }

  @Test
  void build_independentTarget_hasOtherWeightsThanTheOnlineNetwork() {
    Recipe recipe = recipe(Map.of("target-update.initialisation", "independent"));
    SelfSupervision own =
        SelfSupervision.builder(recipe)
            .projector(linear(7), linear(4))
            .predictor(linear(4))
            .build(network(), data());
    for (String weight : List.of("backbone.dense.W", "projector-0.W", "projector-1.W")) {
      assertThat(own.parameters(Network.TARGET).get(weight).dup().data().asFloat())
          .as(weight)
          .isNotEqualTo(own.parameters(Network.ONLINE).get(weight).dup().data().asFloat());
    }
  }

  @Test
  void build_oneHeadOnly_keepsTheRecipesOther() {
    SelfSupervision own =
        SelfSupervision.builder(recipe(Map.of())).projector(linear(4)).build(network(), data());
    assertThat(own.parameters(Network.ONLINE).get("projector-0.W").shape()).containsExactly(6, 4);
    assertThat(own.parameters(Network.ONLINE).get("predictor-0.W").shape()).containsExactly(4, 9);
  }

  @Test
  void build_predictorNarrowerThanTheProjector_namesBothWidths() {
    assertRefused(
        List.of(linear(7), linear(4)),
        List.of(new DenseLayer.Builder().nIn(3).nOut(4).build()),
        "the predictor's layer 0 (DenseLayer) takes 3 columns, but the projector's output has 4;"
            + " make them equal, or leave nIn out");
  }

  @Test
  void build_layersThatDoNotFit_nameBothWidths() {
    assertRefused(
        List.of(new DenseLayer.Builder().nIn(3).nOut(4).build()),
        List.of(),
        "the projector's layer 0 (DenseLayer) takes 3 columns, but the network's output has 6;"
            + " make them equal, or leave nIn out");
    assertRefused(
        List.of(linear(7), new DenseLayer.Builder().nIn(3).nOut(4).build()),
        List.of(),
        "the projector's layer 1 (DenseLayer) takes 3 columns, but the output of layer 0 (DenseLayer)"
            + " has 7; make them equal, or leave nIn out");
    assertRefused(
        List.of(linear(7), linear(4)),
        List.of(linear(5)),
        "the predictor's output has 5 columns, but the targets that it is compared with have 4;"
            + " end the predictor as wide as the projector");
  }

  @Test
  void build_layersThatAreNoHeads_areRefused() {
    assertRefused(
        List.of(linear(7), new OutputLayer.Builder().nOut(4).build()),
        List.of(),
        "the projector's layer 1 (OutputLayer) is an output layer, which needs labels; end the"
            + " projector with the layer before");
    assertRefused(
        List.of(linear(4)),
        List.of(new ConvolutionLayer.Builder(3, 3).nOut(4).build()),
        "the predictor's layer 0 (ConvolutionLayer) does not turn vectors into vectors, as a head's"
            + " layers do; put it at the end of the network instead");
  }

  private static void assertRefused(List<Layer> projector, List<Layer> predictor, String message) {
    assertThatThrownBy(
            () ->
                SelfSupervision.builder(recipe(Map.of()))
                    .projector(projector.toArray(Layer[]::new))
                    .predictor(predictor.toArray(Layer[]::new))
                    .build(network(), data()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private static Recipe recipe(Map<String, String> more) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("recipe", "byol");
    settings.put("projector", "linear(7) bn relu linear(4)");
    settings.put("predictor", "linear(9) bn relu linear(4)");
    settings.put("batch-size", String.valueOf(BATCH));
    settings.put("epochs", "1");
    settings.putAll(more);
    return Recipe.empty().withSettings(settings, "the test");
  }

  private static DenseLayer linear(int units) {
    return new DenseLayer.Builder().nOut(units).activation(Activation.IDENTITY).build();
  }

  private static BatchNormalization norm() {
    return new BatchNormalization.Builder().eps(1e-5).decay(0.9).useLogStd(false).build();
  }

  private static ActivationLayer relu() {
    return new ActivationLayer.Builder().activation(Activation.RELU).build();
  }

  private static ComputationGraph network() {
    ComputationGraph network =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new Sgd(0.05))
                .graphBuilder()
                .addInputs("rows")
                .addLayer("dense", new DenseLayer.Builder().nIn(COLUMNS).nOut(6).build(), "rows")
                .setOutputs("dense")
                .build());
    network.init();
    return network;
  }

  /** Four batches of two noisy views. */
  private static MultiDataSetIterator data() {
    Nd4j.getRandom().setSeed(9);
    List<MultiDataSet> batches = new ArrayList<>();
    for (int k = 0; k < 4; k++) {
      INDArray rows = Nd4j.randn(DataType.FLOAT, BATCH, COLUMNS);
      INDArray[] views = new INDArray[2];
      Arrays.setAll(views, view -> rows.add(Nd4j.randn(DataType.FLOAT, BATCH, COLUMNS).muli(0.1)));
      batches.add(new MultiDataSet(views, new INDArray[0]));
    }
    return new Batches(batches);
  }
}
