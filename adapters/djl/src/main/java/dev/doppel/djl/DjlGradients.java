package dev.doppel.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.Pair;
import dev.doppel.spi.guard.Gradients;
import dev.doppel.spi.guard.ParameterGradient;
import dev.doppel.spi.target.ParameterRole;
import java.util.ArrayList;
import java.util.List;

/** The gradients of the online network's parameters. */
final class DjlGradients implements Gradients {

  private final List<ParameterGradient> parameters;

  private DjlGradients(List<ParameterGradient> parameters) {
    this.parameters = List.copyOf(parameters);
  }

  static DjlGradients of(SelfSupervisedBlock block) {
    List<ParameterGradient> gradients = new ArrayList<>();
    Branch online = block.online();
    collect("backbone", online.backbone(), gradients);
    collect("projector", online.projector(), gradients);
    collect("predictor", online.predictor(), gradients);
    return new DjlGradients(gradients);
  }

  private static void collect(String prefix, Block block, List<ParameterGradient> gradients) {
    for (Pair<String, Parameter> parameter : block.getParameters()) {
      if (parameter.getValue().requiresGradient()) {
        gradients.add(new Entry(prefix + "." + parameter.getKey(), parameter.getValue()));
      }
    }
  }

  @Override
  public List<ParameterGradient> parameters() {
    return parameters;
  }

  /** Sets a parameter's gradient to zero, also where it is not a number. */
  static void clear(Parameter parameter) {
    JniUtils.zeroGrad((PtNDArray) parameter.getArray());
  }

  private record Entry(String name, Parameter parameter) implements ParameterGradient {

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
