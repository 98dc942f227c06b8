package dev.doppel.testkit;

import dev.doppel.spi.target.ParameterPair;
import dev.doppel.spi.target.ParameterRole;
import dev.doppel.spi.target.TargetParameters;
import dev.doppel.spi.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Parameters of an online and a target network in memory. For one thread. */
public final class ArrayTargetParameters implements TargetParameters {

  private final ArrayEngine engine;
  private final List<Pair> pairs = new ArrayList<>();

  /**
   * Creates an empty set of parameters.
   *
   * @param engine the engine of the tensors that it hands out
   */
  public ArrayTargetParameters(ArrayEngine engine) {
    this.engine = engine;
  }

  /**
   * Two linear layers and a normalisation layer with running statistics: each role at least once.
   *
   * @param engine the engine of the tensors that it hands out
   * @param seed for the values, which differ between the networks
   * @return the parameters
   */
  public static ArrayTargetParameters example(ArrayEngine engine, long seed) {
    ArrayTargetParameters parameters = new ArrayTargetParameters(engine);
    List<String> names =
        List.of(
            "linear1.weight", "linear1.bias", "norm.gamma", "norm.running-mean", "linear2.weight");
    List<ParameterRole> roles =
        List.of(
            ParameterRole.WEIGHT,
            ParameterRole.BIAS,
            ParameterRole.NORMALISATION,
            ParameterRole.RUNNING_STATISTIC,
            ParameterRole.WEIGHT);
    long next = seed;
    for (int i = 0; i < names.size(); i++) {
      int rows = roles.get(i) == ParameterRole.WEIGHT ? 3 : 1;
      parameters.add(
          names.get(i),
          roles.get(i),
          DoubleArray.gaussian(next++, rows, 4),
          DoubleArray.gaussian(next++, rows, 4));
    }
    return parameters;
  }

  /**
   * Adds a parameter.
   *
   * @param name its name
   * @param role its role
   * @param online the online network's value
   * @param target the target network's value, of the same shape
   * @throws IllegalArgumentException if the name is taken or the shapes differ
   */
  public void add(String name, ParameterRole role, DoubleArray online, DoubleArray target) {
    if (pairs.stream().anyMatch(pair -> pair.name.equals(name))) {
      throw new IllegalArgumentException("there is a parameter '" + name + "' already");
    }
    requireShape(name, online, target);
    pairs.add(new Pair(name, role, online, target));
  }

  /**
   * Sets a value of the online network, as an optimiser's step does.
   *
   * @param name the parameter's name
   * @param value the new value, of the parameter's shape
   */
  public void setOnline(String name, DoubleArray value) {
    Pair pair = pair(name);
    requireShape(name, pair.online, value);
    pair.online = value;
  }

  /**
   * A value of the online network.
   *
   * @param name the parameter's name
   * @return the value
   */
  public DoubleArray online(String name) {
    return pair(name).online;
  }

  /**
   * A value of the target network.
   *
   * @param name the parameter's name
   * @return the value
   */
  public DoubleArray target(String name) {
    return pair(name).target;
  }

  @Override
  public List<ParameterPair> pairs() {
    return List.copyOf(pairs);
  }

  @Override
  public void blend(Set<ParameterRole> roles, double keep) {
    if (!(keep >= 0 && keep <= 1)) {
      throw new IllegalArgumentException("keep must be in [0, 1], not " + keep);
    }
    for (Pair pair : pairs) {
      if (roles.contains(pair.role)) {
        pair.target = mix(pair.target, pair.online, keep);
      }
    }
  }

  static DoubleArray mix(DoubleArray old, DoubleArray next, double keep) {
    double[] mixed = new double[old.values().length];
    Arrays.setAll(mixed, i -> keep * old.values()[i] + (1 - keep) * next.values()[i]);
    return DoubleArray.wrap(old.shape(), mixed);
  }

  private Pair pair(String name) {
    return pairs.stream()
        .filter(pair -> pair.name.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no parameter '%s'; there are %s"
                        .formatted(name, pairs.stream().map(Pair::name).toList())));
  }

  private static void requireShape(String name, DoubleArray expected, DoubleArray found) {
    if (!expected.shape().equals(found.shape())) {
      throw new IllegalArgumentException(
          "parameter '%s' is of shape %s, not %s".formatted(name, expected.shape(), found.shape()));
    }
  }

  private final class Pair implements ParameterPair {

    private final String name;
    private final ParameterRole role;
    private DoubleArray online;
    private DoubleArray target;

    private Pair(String name, ParameterRole role, DoubleArray online, DoubleArray target) {
      this.name = name;
      this.role = role;
      this.online = online;
      this.target = target;
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
    public Tensor online() {
      return engine.tensor(online);
    }

    @Override
    public Tensor target() {
      return engine.tensor(target);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // one array, not two equal ones
    public boolean sharesStorage() {
      return online == target;
    }

    @Override
    public void assign(Tensor value) {
      DoubleArray next = engine.read(value);
      requireShape(name, target, next);
      target = next;
    }
  }
}
