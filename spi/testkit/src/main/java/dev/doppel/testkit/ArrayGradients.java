package dev.doppel.testkit;

import dev.doppel.spi.guard.Gradients;
import dev.doppel.spi.guard.ParameterGradient;
import dev.doppel.spi.target.NetworkPart;
import dev.doppel.spi.target.ParameterRole;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Gradients of a network's parameters in memory. For one thread. */
public final class ArrayGradients implements Gradients {

  private final List<Entry> entries = new ArrayList<>();

  /** Creates an empty set of gradients. */
  public ArrayGradients() {}

  /**
   * Two layers of a backbone and the last layer of a projector, with Gaussian gradients.
   *
   * @param seed for the values
   * @return the gradients
   */
  public static ArrayGradients example(long seed) {
    ArrayGradients gradients = new ArrayGradients();
    gradients.add("backbone.conv1.weight", ParameterRole.WEIGHT, DoubleArray.gaussian(seed, 4, 9));
    gradients.add("backbone.conv1.bias", ParameterRole.BIAS, DoubleArray.gaussian(seed + 1, 1, 4));
    gradients.add(
        "backbone.norm1.gamma", ParameterRole.NORMALISATION, DoubleArray.gaussian(seed + 2, 1, 4));
    gradients.add(
        "projector.linear1.weight", ParameterRole.WEIGHT, DoubleArray.gaussian(seed + 3, 3, 4));
    return gradients;
  }

  /**
   * Adds a gradient.
   *
   * @param name the parameter's name: its part, its layer and its own, joined by dots
   * @param role its role
   * @param value the gradient
   */
  public void add(String name, ParameterRole role, DoubleArray value) {
    entries.add(new Entry(name, role, value.toArray()));
  }

  /**
   * The largest absolute entry of all gradients.
   *
   * @return the value, {@code NaN} if any entry is
   */
  public double largest() {
    double largest = 0;
    for (Entry entry : entries) {
      for (double value : entry.values) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    return largest;
  }

  /**
   * The norm of each gradient.
   *
   * @return the norms, in the order added
   */
  public List<Double> norms() {
    return entries.stream().map(Entry::norm).toList();
  }

  /**
   * The parameters that a guard froze.
   *
   * @return their names, in the order added
   */
  public List<String> frozen() {
    return entries.stream().filter(entry -> entry.frozen).map(Entry::name).toList();
  }

  @Override
  public List<ParameterGradient> parameters() {
    return List.copyOf(entries);
  }

  private static final class Entry implements ParameterGradient {

    private final String name;
    private final ParameterRole role;
    private final double[] values;
    private boolean frozen;

    private Entry(String name, ParameterRole role, double[] values) {
      this.name = name;
      this.role = role;
      this.values = values;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public ParameterRole role() {
      return role;
    }

    @Override
    public NetworkPart part() {
      return NetworkPart.valueOf(name.substring(0, name.indexOf('.')).toUpperCase(Locale.ROOT));
    }

    @Override
    public String layer() {
      return name.substring(0, name.lastIndexOf('.'));
    }

    @Override
    public double norm() {
      return Math.sqrt(Arrays.stream(values).map(value -> value * value).sum());
    }

    @Override
    public void scale(double factor) {
      for (int i = 0; i < values.length; i++) {
        // As a device does it: 0 times infinity is NaN, so a guard cannot scale it away.
        values[i] *= factor;
      }
    }

    @Override
    public void freeze() {
      frozen = true;
      Arrays.fill(values, 0);
    }
  }
}
