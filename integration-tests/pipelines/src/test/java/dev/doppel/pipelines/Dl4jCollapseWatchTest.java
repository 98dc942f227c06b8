package dev.doppel.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.dl4j.CollapseWatch;
import dev.doppel.pipelines.siamese.Dl4jProgram;
import dev.doppel.runtime.step.RunStoppedException;
import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DL4J programs that watch for collapse a network that is none of this toolkit's. */
final class Dl4jCollapseWatchTest {

  private static final int IMAGES = 1_280;
  private static final int BATCH = 64;
  private static final int STEPS = 400;
  private static final int EPOCHS = 15;
  private static final long SEED = 5;

  @Test
  void programs_differ_byThreeLines() throws IOException {
    ProgramChecks.assertThreeLinesWatch("Dl4jProgram");
  }

  @Test
  void supervised_watched_learns(@TempDir Path folder) throws Exception {
    Dl4jHistory history = new Dl4jHistory();
    dev.doppel.pipelines.watched.Dl4jProgram.train(
        Dl4jDatasets.labelled(Datasets.images(), IMAGES, BATCH), history, folder);
    ProgramChecks.assertLearned(history.epochs, history.losses, 2 * IMAGES / BATCH);
  }

  @Test
  @Tag("slow")
  void supervisedGraph_longRun_staysHealthy() throws IOException {
    WatchedRun run = new WatchedRun();
    ComputationGraph network = new ComputationGraph(Dl4jNetworks.classifier());
    network.init();
    network.setListeners(CollapseWatch.of(WatchedRun.guards("stop"), run));
    network.fit(Dl4jDatasets.labelled(Datasets.images(), IMAGES, BATCH), EPOCHS);
    assertHealthy(run);
  }

  @Test
  @Tag("slow")
  void supervisedList_longRun_staysHealthy() throws IOException {
    WatchedRun run = new WatchedRun();
    MultiLayerNetwork network = list();
    network.setListeners(CollapseWatch.of(WatchedRun.guards("stop"), run, "layer2"));
    network.fit(Dl4jDatasets.labelled(Datasets.images(), IMAGES, BATCH), EPOCHS);
    assertHealthy(run);
  }

  @Test
  void supervised_diverges_goesBackAndLearnsWithALowerRate() throws IOException {
    WatchedRun run = new WatchedRun();
    ComputationGraph network = new ComputationGraph(Dl4jNetworks.classifier());
    network.init();
    network.setLearningRate(WatchedRun.DIVERGING_RATE);
    network.setListeners(CollapseWatch.of(WatchedRun.rollback(), run));
    network.fit(Dl4jDatasets.labelled(Datasets.images(), IMAGES, BATCH), WatchedRun.EPOCHS);
    run.assertWentBackAndLearned();
  }

  @Test
  void noLayerNamed_isWhatTheOutputLayerGets() throws IOException {
    WatchedRun named = new WatchedRun();
    WatchedRun last = new WatchedRun();
    MultiLayerNetwork network = list();
    network.setListeners(
        CollapseWatch.of(WatchedRun.guards("stop"), named, "layer5"),
        CollapseWatch.of(WatchedRun.guards("stop"), last));
    network.fit(Dl4jDatasets.labelled(Datasets.images(), IMAGES, BATCH), 1);
    assertThat(last.ranks).hasSize(1).isEqualTo(named.ranks);

    WatchedRun inGraph = new WatchedRun();
    WatchedRun lastInGraph = new WatchedRun();
    ComputationGraph graph = new ComputationGraph(Dl4jNetworks.classifier());
    graph.init();
    graph.setListeners(
        CollapseWatch.of(WatchedRun.guards("stop"), inGraph, "relu2"),
        CollapseWatch.of(WatchedRun.guards("stop"), lastInGraph));
    graph.fit(Dl4jDatasets.labelled(Datasets.images(), IMAGES, BATCH), 1);
    assertThat(lastInGraph.ranks).hasSize(1).isEqualTo(inGraph.ranks);
  }

  @Test
  void unknownLayer_saysWhichThereAre() throws IOException {
    MultiDataSets pairs = pairs(10);
    CollapseWatch watch = CollapseWatch.withDefaults("embeding");
    assertThatThrownBy(() -> Dl4jProgram.train(pairs, watch))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "there is no layer or vertex 'embeding' whose output can be watched; did you mean"
                + " 'embedding'? there are ")
        .hasMessageContainingAll("dense1", "view0", "difference");
  }

  @Test
  void siamese_severalLayers_areViews() throws IOException {
    WatchedRun run = new WatchedRun();
    Dl4jProgram.train(
        pairs(WatchedRun.ALIGNMENT_INTERVAL),
        CollapseWatch.of(WatchedRun.guards("stop"), run, "view0", "view1"));
    assertThat(run.alignments).isOne();
  }

  @Test
  void siamese_withoutStopGradient_isCaughtByRank() throws IOException {
    WatchedRun run = new WatchedRun();
    CollapseWatch watch = CollapseWatch.of(WatchedRun.guards("stop"), run, "embedding");
    MultiDataSets pairs = pairs(STEPS);
    assertThatThrownBy(() -> Dl4jProgram.train(pairs, watch))
        .as("seed %d, %s", SEED, run)
        .isInstanceOfSatisfying(
            RunStoppedException.class, e -> run.assertDimensional(e.event().orElseThrow()));
  }

  @Test
  void siamese_actionWarn_goesOn() throws IOException {
    WatchedRun run = new WatchedRun();
    CollapseWatch watch = CollapseWatch.of(WatchedRun.guards("warn"), run, "embedding");
    ComputationGraph network = Dl4jProgram.train(pairs(STEPS), watch);
    assertThat(network.getIterationCount()).isEqualTo(STEPS);
    run.assertWarnedOfDimensionalCollapse();
  }

  private static void assertHealthy(WatchedRun run) {
    assertThat(run.events).as("%s", run).isEmpty();
    assertThat(run.steps).hasSize(EPOCHS * IMAGES / BATCH / 10);
    assertThat(run.ranks).hasSizeGreaterThan(WatchedRun.PATIENCE);
  }

  private static MultiLayerNetwork list() {
    MultiLayerNetwork network = new MultiLayerNetwork(Dl4jNetworks.listWithClasses());
    network.init();
    return network;
  }

  private static MultiDataSets pairs(int steps) throws IOException {
    float[][][] pairs = ImagePairs.draw(Datasets.images(), IMAGES, steps * BATCH, SEED);
    return new MultiDataSets(Dl4jDatasets.pairsOfImages(pairs, 64, BATCH));
  }
}
