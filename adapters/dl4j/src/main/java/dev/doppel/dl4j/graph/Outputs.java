package dev.doppel.dl4j.graph;

import dev.doppel.dl4j.graph.Passes.Pass;
import dev.doppel.dl4j.tensor.Nd4jArray;
import dev.doppel.runtime.step.StepRoles.ResolvedRole;
import dev.doppel.runtime.tape.GradientTape;
import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.Network;
import dev.doppel.spi.loss.Stage;
import dev.doppel.spi.tensor.Tensor;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the networks gave for a batch, as tensors. Frees its arrays when it is closed. */
final class Outputs implements AutoCloseable {

  private final GradientTape<Nd4jArray> tape;
  private final List<INDArray> arrays = new ArrayList<>();
  private final Map<Network, Map<Integer, Map<Stage, Tensor>>> byView =
      new EnumMap<>(Network.class);

  Outputs(GradientTape<Nd4jArray> tape) {
    this.tape = tape;
  }

  /**
   * Takes one stage's output of a pass over.
   *
   * @param array the output; freed with these outputs
   * @param differentiated whether gradients are wanted
   * @return the whole pass's output
   */
  Tensor add(Network network, Pass pass, Stage stage, INDArray array, boolean differentiated) {
    arrays.add(array);
    Nd4jArray handle = Nd4jArray.borrowed(array);
    Tensor whole = differentiated ? tape.variable(handle) : tape.constant(handle);
    for (int view : pass.views()) {
      byView
          .computeIfAbsent(network, ignored -> new HashMap<>())
          .computeIfAbsent(view, ignored -> new EnumMap<>(Stage.class))
          .put(stage, whole.slice(0, pass.from(view), pass.to(view)));
    }
    return whole;
  }

  /** Takes an array over that is no stage's output. */
  Tensor keep(INDArray array) {
    arrays.add(array);
    return tape.constant(Nd4jArray.borrowed(array));
  }

  Tensor get(Network network, int view, Stage stage) {
    return byView.get(network).get(view).get(stage);
  }

  /** What a method's loss asks for. */
  Embeddings embeddings(GraphSettings settings) {
    Embeddings embeddings = Embeddings.empty();
    for (ResolvedRole role : settings.roles().requirements()) {
      Tensor output =
          get(settings.passOf(role.requirement()), role.view(), role.requirement().stage());
      embeddings = embeddings.with(role.requirement().role(), role.view(), output);
    }
    return embeddings;
  }

  @Override
  public void close() {
    arrays.forEach(Outputs::free);
    arrays.clear();
  }

  private static void free(INDArray array) {
    if (array.closeable()) {
      array.close();
    }
  }
}
