package dev.doppel.pipelines.selfsupervised;

import dev.doppel.dl4j.SelfSupervision;
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
    ComputationGraph network = new ComputationGraph(Dl4jNetworks.backbone());
    network.init();
    SelfSupervision byol = SelfSupervision.load(Path.of("byol.properties"), network, images);
    network = byol.network();
    network.setListeners(listener);
    network.fit(images, 2);
    byol.saveEncoder(folder, "fashion");
  }
}
