package dev.doppel.runtime.tape;

import dev.doppel.runtime.step.TensorMemory;
import dev.doppel.spi.tensor.Shape;
import dev.doppel.spi.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Tensors over a platform's arrays, with gradients by reverse-mode differentiation.
 *
 * <p>One tape serves a whole run, one thread at a time. Results of {@linkplain #variable variables}
 * remember how they were made; those of {@linkplain #constant constants} alone remember nothing.
 * What is made while a {@linkplain #open scope} is open is freed when it closes; outside of any
 * scope, memory is the garbage collector's.
 *
 * <pre>{@code
 * try (TapeScope scope = tape.open()) {
 *   Tensor weights = tape.variable(array);
 *   Tensor loss = weights.square().sum();
 *   A gradient = tape.gradients(loss, List.of(weights)).get(0);
 * }
 * }</pre>
 *
 * @param <A> the platform's array
 */
public final class GradientTape<A> implements TensorMemory {

  private final ArrayOperations<A> platform;
  private final ArrayOperations<A> operations;
  private final AxisFunctions<A> axisFunctions;
  private final Deque<TapeScope> scopes = new ArrayDeque<>();
  private long made;

  /**
   * Creates a tape.
   *
   * @param operations the platform's operations
   */
  public GradientTape(ArrayOperations<A> operations) {
    this.platform = operations;
    this.operations = new TrackedOperations<>(operations, this::own);
    this.axisFunctions = new AxisFunctions<>(this.operations);
  }

  /**
   * Opens a scope: all arrays made from now on are freed when it closes.
   *
   * @return the scope, to be closed by the caller
   */
  public TapeScope open() {
    TapeScope[] opened = new TapeScope[1];
    opened[0] = new TapeScope(() -> leave(opened[0]));
    scopes.push(opened[0]);
    return opened[0];
  }

  /**
   * A tensor that needs a gradient.
   *
   * @param array its values; stays the caller's, and must not change
   * @return the tensor
   */
  public Tensor variable(A array) {
    return new TapeTensor<>(this, array, platform.shape(array), true, List.of());
  }

  /**
   * A tensor that needs no gradient.
   *
   * @param array its values; stays the caller's, and must not change
   * @return the tensor
   */
  public Tensor constant(A array) {
    return constant(array, platform.shape(array));
  }

  /**
   * The array behind a tensor.
   *
   * @param tensor a tensor of this tape
   * @return the array, valid as long as the tensor
   * @throws IllegalArgumentException if the tensor is not of this tape
   */
  public A value(Tensor tensor) {
    return own(tensor).value();
  }

  /**
   * The gradients of a loss.
   *
   * @param loss a tensor of this tape with one element
   * @param variables tensors of this tape, usually {@linkplain #variable variables}
   * @return one gradient a variable, each a new array of the variable's shape that belongs to the
   *     caller; zeros where the loss does not depend on the variable
   * @throws IllegalArgumentException if the loss has more than one element or a tensor is not of
   *     this tape
   */
  public List<A> gradients(Tensor loss, List<Tensor> variables) {
    TapeTensor<A> start = own(loss);
    if (start.shape().elements() != 1) {
      throw new IllegalArgumentException(
          "a loss must be a scalar to have gradients, not of shape " + start.shape());
    }
    List<TapeTensor<A>> wanted = variables.stream().map(this::own).toList();
    List<A> results = new ArrayList<>();
    TapeScope intermediate = open();
    try {
      Map<TapeTensor<A>, A> gradients = backward(start);
      for (TapeTensor<A> variable : wanted) {
        A gradient = gradients.get(variable);
        // A copy: the gradient may be a view, or shared by several variables.
        results.add(
            gradient == null ? platform.full(variable.shape(), 0) : platform.multiply(gradient, 1));
      }
    } finally {
      intermediate.close();
    }
    return results;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the tensor is not of this tape
   */
  @Override
  public Tensor retain(Tensor tensor) {
    return constant(platform.multiply(own(tensor).value(), 1));
  }

  @Override
  public Tensor restore(Shape shape, double[] values) {
    return constant(platform.create(shape, values));
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the tensor is not of this tape
   */
  @Override
  public boolean hasGradient(Tensor tensor) {
    return own(tensor).needsGradient();
  }

  @Override
  public void release(Tensor tensor) {
    platform.release(own(tensor).value());
  }

  ArrayOperations<A> operations() {
    return operations;
  }

  AxisFunctions<A> axisFunctions() {
    return axisFunctions;
  }

  long nextOrder() {
    return made++;
  }

  TapeTensor<A> constant(A array, Shape shape) {
    return new TapeTensor<>(this, array, shape, false, List.of());
  }

  @SuppressWarnings("unchecked") // a tape makes tensors of its own array type only
  TapeTensor<A> own(Tensor tensor) {
    if (tensor instanceof TapeTensor<?> tapeTensor && tapeTensor.tape() == this) {
      return (TapeTensor<A>) tapeTensor;
    }
    throw new IllegalArgumentException(
        "a tensor of this tape is needed, not one of another tape or backend: "
            + (tensor == null ? "null" : tensor.getClass().getName()));
  }

  /**
   * Walks from the loss to its variables, later results first, so that a gradient is complete
   * before it is passed on.
   */
  private Map<TapeTensor<A>, A> backward(TapeTensor<A> loss) {
    // Tensors are equal if they are the same.
    Map<TapeTensor<A>, A> gradients = new HashMap<>();
    if (!loss.needsGradient()) {
      return gradients;
    }
    PriorityQueue<TapeTensor<A>> open =
        new PriorityQueue<>(Comparator.comparingLong((TapeTensor<A> tensor) -> -tensor.order()));
    gradients.put(loss, operations.full(loss.shape(), 1));
    open.add(loss);
    while (!open.isEmpty()) {
      TapeTensor<A> tensor = open.remove();
      for (Edge<A> edge : tensor.edges()) {
        A contribution = edge.gradient().apply(gradients.get(tensor));
        A before = gradients.get(edge.operand());
        if (before == null) {
          open.add(edge.operand());
          gradients.put(edge.operand(), contribution);
        } else {
          gradients.put(edge.operand(), operations.add(before, contribution));
        }
      }
    }
    return gradients;
  }

  private void own(A array) {
    if (!scopes.isEmpty()) {
      scopes.peek().own(array, platform::release);
    }
  }

  private void leave(TapeScope scope) {
    if (scopes.peek() != scope) {
      throw new IllegalStateException(
          "scopes close in the reverse order of opening, each once; this one is not the innermost");
    }
    scopes.pop();
  }
}
