package dev.doppel.parity;

import dev.doppel.spi.loss.Network;
import java.util.List;
import java.util.Map;

/** A golden trajectory on a platform. */
interface Trajectory extends AutoCloseable {

  /**
   * Trains.
   *
   * @return the loss of each step
   */
  double[] run();

  /**
   * The trained parameters of a part.
   *
   * @param network which network's
   * @param part {@code encoder}, {@code projector} or {@code predictor}
   * @return one array a parameter, in the golden vectors' order and layout; none where the network
   *     lacks the part
   */
  List<float[]> parameters(Network network, String part);

  /**
   * What the loss and the target shaper remember.
   *
   * @return tensors by their names in the state, row by row; those of the latest step
   */
  Map<String, double[]> states();

  @Override
  void close();
}
