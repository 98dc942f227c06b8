package dev.doppel.parity;

import dev.doppel.spi.loss.Network;
import java.util.List;

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

  @Override
  void close();
}
