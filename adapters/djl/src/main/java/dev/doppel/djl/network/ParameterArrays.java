package dev.doppel.djl.network;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.HashMap;
import java.util.Map;

/**
 * The parameters of one forward pass by name. Outside training they are detached: no pass is
 * recorded then, and PyTorch takes the same kernels, which round alike, for an encoder in training
 * and for one that was read back.
 */
final class ParameterArrays implements AutoCloseable {

  private final Map<String, Parameter> parameters;
  private final ParameterStore store;
  private final Device device;
  private final boolean training;
  private final Map<String, NDArray> detached = new HashMap<>();

  ParameterArrays(
      Map<String, Parameter> parameters, ParameterStore store, Device device, boolean training) {
    this.parameters = parameters;
    this.store = store;
    this.device = device;
    this.training = training;
  }

  /** A parameter's array; stays open. */
  NDArray of(String name) {
    return training ? stored(name) : detached.computeIfAbsent(name, this::detach);
  }

  private NDArray stored(String name) {
    return store.getValue(parameters.get(name), device, training);
  }

  private NDArray detach(String name) {
    return stored(name).stopGradient();
  }

  @Override
  public void close() {
    detached.values().forEach(NDArray::close);
  }
}
