package dev.doppel.pipelines.watched;

import dev.doppel.dl4j.CollapseWatch;
import dev.doppel.pipelines.Dl4jNetworks;
import java.nio.file.Path;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** Trains a network on images. */
public final class Dl4jProgram {

  private Dl4jProgram() {}

  public static void train(DataSetIterator images, TrainingListener listener, Path folder)
      throws Exception {
    ComputationGraph network = new ComputationGraph(Dl4jNetworks.classifier());
    network.init();
    network.setListeners(listener, CollapseWatch.withDefaults("relu2"));
    network.fit(images, 2);
    network.save(folder.resolve("fashion.zip").toFile());
  }
}
