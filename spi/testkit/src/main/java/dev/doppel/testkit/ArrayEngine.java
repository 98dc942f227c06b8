package dev.doppel.testkit;

import dev.doppel.runtime.tape.GradientTape;
import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.Role;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.tensor.Shape;
import dev.doppel.spi.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A backend in float64 on the Java heap: tensors, losses and gradients with no platform installed.
 *
 * <pre>{@code
 * ArrayEmbeddings outputs =
 *     ArrayEmbeddings.empty()
 *         .with(Role.PREDICTION, 0, DoubleArray.gaussian(1, 4, 8))
 *         .with(Role.TARGET, 1, DoubleArray.gaussian(2, 4, 8));
 * LossResult result = new ArrayEngine().evaluate(loss, outputs);
 * }</pre>
 *
 * <p>Tensors of one engine do not mix with those of another. For one thread.
 */
public final class ArrayEngine {

  private static final int STEPS = 100;

  private final StoppedValues stopped = new StoppedValues();
  private final GradientTape<DoubleArray> tape =
      new GradientTape<>(new DoubleArrayOperations(stopped));

  /** Creates an engine. */
  public ArrayEngine() {}

  /**
   * The tape behind this engine's tensors.
   *
   * @return the tape, which is also the {@link dev.doppel.runtime.step.TensorMemory} of this engine
   */
  public GradientTape<DoubleArray> tape() {
    return tape;
  }

  /**
   * A tensor without gradient.
   *
   * @param array its values
   * @return the tensor
   */
  public Tensor tensor(DoubleArray array) {
    return tape.constant(array);
  }

  /**
   * A tensor without gradient.
   *
   * @param shape its shape
   * @param values its values, row by row
   * @return the tensor
   */
  public Tensor tensor(Shape shape, double... values) {
    return tensor(DoubleArray.of(shape, values));
  }

  /**
   * A tensor that needs a gradient; {@link #tape()} computes it.
   *
   * @param array its values
   * @return the tensor
   */
  public Tensor variable(DoubleArray array) {
    return tape.variable(array);
  }

  /**
   * A tensor's values.
   *
   * @param tensor a tensor of this engine
   * @return its values
   */
  public DoubleArray read(Tensor tensor) {
    return tape.value(tensor);
  }

  /**
   * Outputs without gradient.
   *
   * @param outputs the outputs
   * @return the same as tensors
   */
  public Embeddings embeddings(ArrayEmbeddings outputs) {
    Embeddings embeddings = Embeddings.empty();
    for (var entry : outputs.outputs().entrySet()) {
      Output output = entry.getKey();
      embeddings = embeddings.with(output.role(), output.view(), tensor(entry.getValue()));
    }
    return embeddings;
  }

  /**
   * The state of a loss before its first step.
   *
   * @param loss the loss
   * @param outputs the outputs it will see
   * @param seed for random contents
   * @return the state, in tensors of this engine
   */
  public State initialState(Loss loss, ArrayEmbeddings outputs, long seed) {
    DoubleArray first = outputs.outputs().get(outputs.outputs().firstKey());
    return loss.initialState(first.shape().size(1), tensor(first), seed);
  }

  /**
   * A loss at the first of 100 steps, in the state before it, with targets under stop-gradient.
   *
   * @param loss the loss
   * @param outputs the outputs it asks for
   * @return the loss and its gradients
   */
  public LossResult evaluate(Loss loss, ArrayEmbeddings outputs) {
    State state = initialState(loss, outputs, 0);
    return evaluate(loss, outputs, state, Step.of(0, STEPS).resolve(loss));
  }

  /**
   * A loss, with targets under stop-gradient.
   *
   * @param loss the loss
   * @param outputs the outputs it asks for
   * @param state its state, in tensors of this engine
   * @param step the position, with scheduled values
   * @return the loss and its gradients
   */
  public LossResult evaluate(Loss loss, ArrayEmbeddings outputs, State state, Step step) {
    return evaluate(embeddings -> loss.compute(embeddings, state, step), outputs, true);
  }

  /**
   * A function of outputs and its gradients by all of them.
   *
   * @param objective the function
   * @param outputs the outputs
   * @param stopGradient whether targets are under stop-gradient, as a training step has them unless
   *     an ablation is asked for; their gradients are zero then
   * @return the value and its gradients
   */
  public LossResult evaluate(Objective objective, ArrayEmbeddings outputs, boolean stopGradient) {
    List<Tensor> variables = new ArrayList<>();
    Tensor loss = compute(objective, outputs, stopGradient, variables);
    List<DoubleArray> gradients = tape.gradients(loss, variables);
    SortedMap<Output, DoubleArray> byOutput = new TreeMap<>();
    int index = 0;
    for (Output output : outputs.outputs().keySet()) {
      byOutput.put(output, gradients.get(index++));
    }
    return new LossResult(loss.item(), byOutput);
  }

  /** As {@link #evaluate}, remembering the values under stop-gradient. */
  LossResult evaluateRecording(Objective objective, ArrayEmbeddings outputs, boolean stopGradient) {
    stopped.record();
    try {
      return evaluate(objective, outputs, stopGradient);
    } finally {
      stopped.stop();
    }
  }

  /** The function at other inputs, with the remembered values under stop-gradient. */
  double valueReplaying(Objective objective, ArrayEmbeddings outputs, boolean stopGradient) {
    stopped.replay();
    try {
      return compute(objective, outputs, stopGradient, new ArrayList<>()).item();
    } finally {
      stopped.stop();
    }
  }

  private Tensor compute(
      Objective objective, ArrayEmbeddings outputs, boolean stopGradient, List<Tensor> variables) {
    Embeddings embeddings = Embeddings.empty();
    for (var entry : outputs.outputs().entrySet()) {
      Output output = entry.getKey();
      Tensor variable = tape.variable(entry.getValue());
      variables.add(variable);
      boolean stop = stopGradient && output.role() == Role.TARGET;
      embeddings =
          embeddings.with(output.role(), output.view(), stop ? variable.stopGradient() : variable);
    }
    return objective.compute(embeddings);
  }
}
