package dev.doppel.dl4j.parameter;

import dev.doppel.spi.target.NetworkPart;
import dev.doppel.spi.target.ParameterRole;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.deeplearning4j.nn.api.TrainingConfig;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The parameters of a network, in the order of its parameter vector.
 *
 * @param slots the parameters
 */
public record ParameterLayout(List<ParameterSlot> slots) {

  /**
   * A stretch of a parameter vector.
   *
   * @param from its first index
   * @param to the index after its last
   */
  public record Range(long from, long to) {

    /**
     * This stretch of a vector.
     *
     * @param vector a network's parameters or gradients
     * @return a view of it
     */
    public INDArray in(INDArray vector) {
      return vector.get(NDArrayIndex.interval(from, to));
    }
  }

  /** Copies. */
  public ParameterLayout {
    slots = List.copyOf(slots);
  }

  /**
   * Reads the layout of an initialized network.
   *
   * @param network the network
   * @return its layout
   */
  public static ParameterLayout of(ComputationGraph network) {
    List<ParameterSlot> slots = new ArrayList<>();
    long from = 0;
    // The order in which DL4J lays parameters out, and in which its updaters walk them.
    for (int index : network.topologicalSortOrder()) {
      GraphVertex vertex = network.getVertices()[index];
      if (vertex.numParams() == 0) {
        continue;
      }
      for (Map.Entry<String, INDArray> parameter : vertex.paramTable(false).entrySet()) {
        ParameterSlot slot = slot(vertex, parameter.getKey(), parameter.getValue(), from);
        slots.add(slot);
        from = slot.to();
      }
    }
    if (from != network.numParams()) {
      throw new IllegalStateException(
          "the layers have %d parameters, the network says %d"
              .formatted(from, network.numParams()));
    }
    return new ParameterLayout(slots);
  }

  private static ParameterSlot slot(GraphVertex vertex, String key, INDArray array, long from) {
    String name = vertex.getVertexName();
    TrainingConfig config = vertex.getConfig();
    ParameterRole role = role(config, key, array);
    double decay =
        role == ParameterRole.RUNNING_STATISTIC ? ((BatchNormalization) config).getDecay() : 0;
    return new ParameterSlot(
        name,
        key,
        PartNames.partOf(name),
        role,
        decay,
        array.shape(),
        array.ordering(),
        from,
        from + array.length());
  }

  private static ParameterRole role(TrainingConfig config, String key, INDArray array) {
    if (config instanceof BatchNormalization) {
      return switch (key) {
        case BatchNormalizationParamInitializer.GAMMA, BatchNormalizationParamInitializer.BETA ->
            ParameterRole.NORMALISATION;
        default -> ParameterRole.RUNNING_STATISTIC;
      };
    }
    if (config instanceof Layer layer) {
      if (layer.initializer().isBiasParam(layer, key)) {
        return ParameterRole.BIAS;
      }
      if (layer.initializer().isWeightParam(layer, key)) {
        return ParameterRole.WEIGHT;
      }
    }
    // One axis that counts is a bias or a scale by every framework's convention.
    return array.rank() > 1 && array.length() > array.size(-1)
        ? ParameterRole.WEIGHT
        : ParameterRole.NORMALISATION;
  }

  /**
   * The parameters that are trained by gradients.
   *
   * @return all but running statistics
   */
  public List<ParameterSlot> trained() {
    return slots.stream().filter(slot -> slot.role() != ParameterRole.RUNNING_STATISTIC).toList();
  }

  /**
   * The parts that normalise over the batch, which a batch of one sample has no variance for.
   *
   * @return the parts with running statistics
   */
  public Set<NetworkPart> partsWithStatistics() {
    Set<NetworkPart> parts = EnumSet.noneOf(NetworkPart.class);
    slots.stream()
        .filter(slot -> slot.role() == ParameterRole.RUNNING_STATISTIC)
        .forEach(slot -> parts.add(slot.part()));
    return parts;
  }

  /**
   * Where chosen parameters lie, neighbours joined.
   *
   * @param chosen which
   * @return the stretches, in order
   */
  public List<Range> ranges(Predicate<ParameterSlot> chosen) {
    List<Range> ranges = new ArrayList<>();
    for (ParameterSlot slot : slots) {
      if (!chosen.test(slot)) {
        continue;
      }
      int last = ranges.size() - 1;
      if (last >= 0 && ranges.get(last).to() == slot.from()) {
        ranges.set(last, new Range(ranges.get(last).from(), slot.to()));
      } else {
        ranges.add(new Range(slot.from(), slot.to()));
      }
    }
    return ranges;
  }

  /**
   * Whether another network's vector begins with this one's parameters.
   *
   * @param other the other network's layout
   * @return whether its first parameters are these, in the same places
   */
  public boolean isPrefixOf(ParameterLayout other) {
    if (other.slots.size() < slots.size()) {
      return false;
    }
    for (int i = 0; i < slots.size(); i++) {
      ParameterSlot mine = slots.get(i);
      ParameterSlot theirs = other.slots.get(i);
      if (!mine.matches(theirs) || mine.from() != theirs.from() || mine.to() != theirs.to()) {
        return false;
      }
    }
    return true;
  }

  /**
   * The length of the vector.
   *
   * @return the number of parameters
   */
  public long length() {
    return slots.isEmpty() ? 0 : slots.get(slots.size() - 1).to();
  }
}
