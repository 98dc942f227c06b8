package dev.doppel.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.Pair;
import dev.doppel.djl.tensor.Scalars;
import dev.doppel.spi.guard.Gradients;
import dev.doppel.spi.guard.ParameterGradient;
import dev.doppel.spi.target.NetworkPart;
import dev.doppel.spi.target.ParameterRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The gradients of the online network's parameters. */
final class DjlGradients implements Gradients {

  /** What is added to a norm that a gradient is divided by, as DINO's code does. */
  private static final double CLIP_EPSILON = 1e-6;

  private final List<Entry> entries;

  private DjlGradients(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  static DjlGradients of(SelfSupervisedBlock block) {
    List<Entry> gradients = new ArrayList<>();
    Branch online = block.online();
    collect(NetworkPart.BACKBONE, online.backbone(), gradients);
    collect(NetworkPart.PROJECTOR, online.projector(), gradients);
    collect(NetworkPart.PREDICTOR, online.predictor(), gradients);
    return new DjlGradients(gradients);
  }

  private static void collect(NetworkPart part, Block block, List<Entry> gradients) {
    for (Pair<String, Parameter> parameter : block.getParameters()) {
      if (parameter.getValue().requiresGradient()) {
        gradients.add(new Entry(part, parameter.getKey(), parameter.getValue()));
      }
    }
  }

  @Override
  public List<ParameterGradient> parameters() {
    return List.copyOf(entries);
  }

  /** Forgets which parameters were frozen in the last step. */
  void thaw() {
    entries.forEach(entry -> entry.frozen = false);
  }

  /** The parameters that a guard froze in this step. */
  Set<Parameter> frozen() {
    return entries.stream()
        .filter(entry -> entry.frozen)
        .map(entry -> entry.parameter)
        .collect(Collectors.toSet());
  }

  /** Sets a parameter's gradient to zero, also where it is not a number. */
  static void clear(Parameter parameter) {
    JniUtils.zeroGrad((PtNDArray) parameter.getArray());
  }

  private static final class Entry implements ParameterGradient {

    private final NetworkPart part;
    private final String key;
    private final Parameter parameter;
    private boolean frozen;

    private Entry(NetworkPart part, String key, Parameter parameter) {
      this.part = part;
      this.key = key;
      this.parameter = parameter;
    }

    @Override
    public String name() {
      return part.name().toLowerCase(Locale.ROOT) + "." + key;
    }

    @Override
    public NetworkPart part() {
      return part;
    }

    /** DJL joins blocks' names by underscores, and puts a parameter's own name last. */
    @Override
    public String layer() {
      String name = name();
      return name.substring(0, Math.max(name.lastIndexOf('.'), name.lastIndexOf('_')));
    }

    @Override
    public ParameterRole role() {
      return ParameterRoles.of(parameter);
    }

    @Override
    public double norm() {
      try (NDArray gradient = parameter.getArray().getGradient();
          NDArray norm = gradient.norm()) {
        return norm.getFloat();
      }
    }

    @Override
    public void clip(double maximum) {
      try (NDManager scope = parameter.getArray().getManager().newSubManager();
          NDArray gradient = parameter.getArray().getGradient()) {
        gradient.attach(scope);
        NDArray norm = gradient.norm().add(Scalars.create(scope, CLIP_EPSILON));
        NDArray factor = Scalars.create(scope, maximum).div(norm);
        // A gradient that is not finite stays so: a guard is to see it.
        gradient.muli(factor.minimum(Scalars.create(scope, 1)));
      }
    }

    @Override
    public void freeze() {
      frozen = true;
      clear(parameter);
    }

    @Override
    public void scale(double factor) {
      if (factor == 0) {
        clear(parameter);
        return;
      }
      try (NDArray gradient = parameter.getArray().getGradient()) {
        gradient.muli(factor);
      }
    }
  }
}
