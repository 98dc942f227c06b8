package dev.doppel.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Parameter;
import dev.doppel.djl.tensor.DjlTensor;
import dev.doppel.spi.target.ParameterPair;
import dev.doppel.spi.target.ParameterRole;
import dev.doppel.spi.tensor.Tensor;

/**
 * One parameter of the target and its counterpart. Both are used through detached arrays that share
 * their storage: in-place changes to an array that takes part in a graph are refused, and would
 * keep the graph of every step alive.
 */
final class DjlParameterPair implements ParameterPair {

  /**
   * Writes through to the shared storage; copyTo and set(Buffer) would give the array a new one.
   */
  private static final NDIndex EVERYTHING = new NDIndex("...");

  private final String name;
  private final ParameterRole role;
  private final NDArray online;
  private final NDArray target;
  private final boolean shared;

  @SuppressWarnings("ReferenceEquality") // one array, not two equal ones
  DjlParameterPair(String name, Parameter online, Parameter target) {
    this.name = name;
    this.role = ParameterRoles.of(online);
    this.online = online.getArray().stopGradient();
    this.target = target.getArray().stopGradient();
    this.shared = online.getArray() == target.getArray();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ParameterRole role() {
    return role;
  }

  @Override
  public Tensor online() {
    return DjlTensor.of(online);
  }

  @Override
  public Tensor target() {
    return DjlTensor.of(target);
  }

  @Override
  public void assign(Tensor value) {
    NDArray array = DjlTensor.array(value);
    if (!array.getShape().equals(target.getShape())) {
      throw new IllegalArgumentException(
          "parameter '%s' has shape %s, not %s"
              .formatted(name, target.getShape(), array.getShape()));
    }
    target.set(EVERYTHING, array);
  }

  @Override
  public boolean sharesStorage() {
    return shared;
  }

  NDManager manager() {
    return target.getManager();
  }

  void copy() {
    target.set(EVERYTHING, online);
  }

  void blend(NDArray keep, NDArray fresh) {
    try (NDArray change = online.mul(fresh)) {
      target.muli(keep).addi(change);
    }
  }
}
