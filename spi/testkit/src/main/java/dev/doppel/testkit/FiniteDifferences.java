package dev.doppel.testkit;

import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.Role;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import java.util.Arrays;
import java.util.Locale;

/**
 * Compares a loss's gradients with central differences in float64.
 *
 * <p>The differences are of fourth order, {@code (8 (f(x+h) - f(x-h)) - (f(x+2h) - f(x-2h))) /
 * 12h}, with h a fixed share of the rows' typical size: the error of the formula, about {@code h^4
 * f''''' / 30}, and that of rounding, about {@code 1e-16 f / h}, are both below 1e-8 of a gradient
 * for losses with temperatures down to 0.04. Values under stop-gradient are held still. The
 * comparison is meaningless where a loss has a kink within 2h.
 */
public final class FiniteDifferences {

  /** The largest difference allowed by default, as a share of the gradient's largest entry. */
  public static final double TOLERANCE = 1e-6;

  private static final double RELATIVE_STEP = 3e-4;

  /** How much rounding a loss gathers, as a share of its value. */
  private static final double ROUNDING = 1e-14;

  private FiniteDifferences() {}

  /**
   * Checks a loss at the first of 100 steps, in the state before it.
   *
   * @param loss the loss
   * @param outputs the outputs to check it at, as {@link Loss#roles()} asks for them
   * @throws AssertionError if any entry of any gradient by a prediction differs; it says which
   */
  public static void check(Loss loss, ArrayEmbeddings outputs) {
    ArrayEngine engine = new ArrayEngine();
    State state = engine.initialState(loss, outputs, 0);
    check(engine, loss, outputs, state, Step.of(0, 100).resolve(loss));
  }

  /**
   * Checks a loss.
   *
   * @param engine the engine of the state's tensors
   * @param loss the loss
   * @param outputs the outputs to check it at
   * @param state its state
   * @param step the position, with scheduled values
   * @throws AssertionError if any entry of any gradient by a prediction differs; it says which
   */
  public static void check(
      ArrayEngine engine, Loss loss, ArrayEmbeddings outputs, State state, Step step) {
    Objective objective = embeddings -> loss.compute(embeddings, state, step);
    check(engine, objective, outputs, true, TOLERANCE);
  }

  /**
   * Checks any function of the networks' outputs.
   *
   * @param engine the engine to compute with
   * @param objective the function
   * @param outputs the outputs to check it at
   * @param stopGradient whether targets are under stop-gradient; if so, their gradients must be
   *     zero and are not compared
   * @param tolerance the largest difference allowed, as a share of the gradient's largest entry
   * @throws AssertionError if any entry of any gradient differs; it says which
   */
  public static void check(
      ArrayEngine engine,
      Objective objective,
      ArrayEmbeddings outputs,
      boolean stopGradient,
      double tolerance) {
    LossResult found = engine.evaluateRecording(objective, outputs, stopGradient);
    for (Output output : outputs.outputs().keySet()) {
      DoubleArray gradient = found.gradients().get(output);
      if (stopGradient && output.role() == Role.TARGET) {
        if (gradient.largest() != 0) {
          throw new AssertionError(
              "a gradient flows into %s, which is under stop-gradient".formatted(output));
        }
        continue;
      }
      DoubleArray array = outputs.get(output.role(), output.view());
      double step = step(array);
      DoubleArray expected =
          differences(
              step,
              array,
              changed ->
                  engine.valueReplaying(
                      objective,
                      outputs.with(output.role(), output.view(), changed),
                      stopGradient));
      double noise = ROUNDING * Math.abs(found.loss()) / step;
      compare(output, gradient, expected, tolerance, noise);
    }
  }

  private interface Function {
    double at(DoubleArray array);
  }

  /** A share of the root mean square, so that small inputs are moved by small steps. */
  private static double step(DoubleArray array) {
    double square = Arrays.stream(array.values()).map(value -> value * value).average().orElse(0);
    return RELATIVE_STEP * (square == 0 ? 1 : Math.sqrt(square));
  }

  private static DoubleArray differences(double step, DoubleArray array, Function function) {
    double[] differences = new double[array.values().length];
    for (int i = 0; i < differences.length; i++) {
      double value = array.values()[i];
      double near =
          function.at(array.with(i, value + step)) - function.at(array.with(i, value - step));
      double far =
          function.at(array.with(i, value + 2 * step))
              - function.at(array.with(i, value - 2 * step));
      differences[i] = (8 * near - far) / (12 * step);
    }
    return DoubleArray.wrap(array.shape(), differences);
  }

  private static void compare(
      Output output, DoubleArray found, DoubleArray expected, double tolerance, double noise) {
    double allowed = tolerance * Math.max(found.largest(), expected.largest()) + noise;
    for (int i = 0; i < found.values().length; i++) {
      double difference = Math.abs(found.values()[i] - expected.values()[i]);
      // Written so that a NaN on either side fails.
      if (!(difference <= allowed)) {
        throw new AssertionError(
            String.format(
                Locale.ROOT,
                "gradient by %s at %s: found %.12g, finite differences give %.12g;"
                    + " they may differ by %.3g",
                output,
                position(found, i),
                found.values()[i],
                expected.values()[i],
                allowed));
      }
    }
  }

  private static String position(DoubleArray array, int index) {
    int[] sizes = array.shape().toArray();
    int[] position = new int[sizes.length];
    int rest = index;
    for (int axis = sizes.length - 1; axis >= 0; axis--) {
      position[axis] = rest % sizes[axis];
      rest /= sizes[axis];
    }
    return Arrays.toString(position);
  }
}
