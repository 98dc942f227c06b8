package dev.doppel.runtime.step;

import dev.doppel.spi.guard.TargetNetworkStatistics;
import dev.doppel.spi.target.ParameterPair;
import dev.doppel.spi.target.ParameterRole;
import dev.doppel.spi.target.TargetParameters;
import java.util.List;

/** Two networks' weights beside each other, read once. */
final class NetworkDistance implements TargetNetworkStatistics {

  private final List<ParameterPair> weights;
  private boolean read;
  private double distance;
  private double targetMark;
  private double onlineMark;

  NetworkDistance(TargetParameters parameters) {
    this.weights =
        parameters.pairs().stream().filter(pair -> pair.role() == ParameterRole.WEIGHT).toList();
  }

  @Override
  public boolean sharesStorage() {
    return weights.stream().anyMatch(ParameterPair::sharesStorage);
  }

  @Override
  public double distance() {
    read();
    return distance;
  }

  @Override
  public double targetMark() {
    read();
    return targetMark;
  }

  @Override
  public double onlineMark() {
    read();
    return onlineMark;
  }

  /** On the host: what a device computes of a parameter may live as long as the parameter. */
  private void read() {
    if (read) {
      return;
    }
    read = true;
    double apart = 0;
    double square = 0;
    for (ParameterPair pair : weights) {
      double[] online = pair.online().toArray();
      double[] target = pair.target().toArray();
      for (int i = 0; i < online.length; i++) {
        double difference = online[i] - target[i];
        apart += difference * difference;
        square += online[i] * online[i];
        targetMark += Math.abs(target[i]);
        onlineMark += Math.abs(online[i]);
      }
    }
    distance = square == 0 ? 0 : Math.sqrt(apart / square);
  }
}
