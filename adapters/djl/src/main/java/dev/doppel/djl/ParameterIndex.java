package dev.doppel.djl;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import dev.doppel.djl.optimizer.ParameterTraits;
import java.util.HashMap;
import java.util.Map;

/** Finds a parameter of the online network by its identifier. */
final class ParameterIndex {

  private final Map<String, Entry> entries = new HashMap<>();

  private record Entry(Parameter parameter, boolean inPredictor) {}

  static ParameterIndex of(SelfSupervisedBlock block) {
    ParameterIndex index = new ParameterIndex();
    index.add(block.online().backbone(), false);
    index.add(block.online().projector(), false);
    index.add(block.online().predictor(), true);
    return index;
  }

  private void add(Block block, boolean inPredictor) {
    for (Pair<String, Parameter> parameter : block.getParameters()) {
      entries.put(parameter.getValue().getId(), new Entry(parameter.getValue(), inPredictor));
    }
  }

  /** The traits of a parameter; its shape must be known, that is, its block initialized. */
  ParameterTraits traits(String id) {
    Entry entry = entries.get(id);
    if (entry == null) {
      throw new IllegalArgumentException("parameter " + id + " is not one of the online network's");
    }
    return new ParameterTraits(ParameterRoles.of(entry.parameter()), entry.inPredictor());
  }
}
