package dev.doppel.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import dev.doppel.djl.tensor.Scalars;
import dev.doppel.spi.target.ParameterPair;
import dev.doppel.spi.target.ParameterRole;
import dev.doppel.spi.target.TargetParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The parameters of the target beside the online network's, as DJL arrays. */
final class DjlTargetParameters implements TargetParameters {

  private final List<DjlParameterPair> pairs;

  private DjlTargetParameters(List<DjlParameterPair> pairs) {
    this.pairs = List.copyOf(pairs);
  }

  /** The pairs of a block whose target has a network of its own; none otherwise. */
  static DjlTargetParameters of(SelfSupervisedBlock block) {
    List<DjlParameterPair> pairs = new ArrayList<>();
    if (block.target() != null) {
      collect("backbone", block.online().backbone(), block.target().backbone(), pairs);
      collect("projector", block.online().projector(), block.target().projector(), pairs);
    }
    return new DjlTargetParameters(pairs);
  }

  private static void collect(
      String prefix, Block online, Block target, List<DjlParameterPair> pairs) {
    List<Pair<String, Parameter>> targets = new ArrayList<>();
    target.getParameters().forEach(targets::add);
    int position = 0;
    for (Pair<String, Parameter> parameter : online.getParameters()) {
      Parameter counterpart = targets.get(position++).getValue();
      pairs.add(
          new DjlParameterPair(
              prefix + "." + parameter.getKey(), parameter.getValue(), counterpart));
    }
  }

  @Override
  public List<ParameterPair> pairs() {
    return List.copyOf(pairs);
  }

  void copyAll() {
    pairs.forEach(DjlParameterPair::copy);
  }

  @Override
  public void blend(Set<ParameterRole> roles, double keep) {
    if (!(keep >= 0 && keep <= 1)) {
      throw new IllegalArgumentException("keep must be in [0, 1], not " + keep);
    }
    List<DjlParameterPair> chosen =
        pairs.stream().filter(pair -> roles.contains(pair.role())).toList();
    if (chosen.isEmpty() || keep == 1) {
      return;
    }
    if (keep == 0) {
      chosen.forEach(DjlParameterPair::copy);
      return;
    }
    try (NDManager scope = chosen.get(0).manager().newSubManager()) {
      // One scalar array for all: making one costs more than a small blend itself.
      NDArray old = Scalars.create(scope, keep);
      NDArray fresh = Scalars.create(scope, 1 - keep);
      chosen.forEach(pair -> pair.blend(old, fresh));
    }
  }
}
