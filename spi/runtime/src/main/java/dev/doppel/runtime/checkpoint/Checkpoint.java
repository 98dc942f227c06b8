package dev.doppel.runtime.checkpoint;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a run needs to go on, by name. Names have parts joined by dots, of which the first says
 * whose it is: {@code run.} what tells runs apart, {@code step.} the training step's and the
 * plugins', and others the adapter's.
 */
public final class Checkpoint {

  /** Up to it each integer is a number of its own. */
  private static final double MOST = 0x1p53;

  private final Map<String, String> texts;
  private final Map<String, Double> numbers;
  private final Map<String, CheckpointArray> arrays;

  private Checkpoint(
      Map<String, String> texts, Map<String, Double> numbers, Map<String, CheckpointArray> arrays) {
    this.texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
    this.numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
    this.arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
  }

  /**
   * All texts.
   *
   * @return the texts by name, in the order in which they were written
   */
  public Map<String, String> texts() {
    return texts;
  }

  /**
   * All numbers.
   *
   * @return the numbers by name, in the order in which they were written
   */
  public Map<String, Double> numbers() {
    return numbers;
  }

  /**
   * All arrays.
   *
   * @return the arrays by name, in the order in which they were written
   */
  public Map<String, CheckpointArray> arrays() {
    return arrays;
  }

  /**
   * A text.
   *
   * @param name its name
   * @return the text
   * @throws IllegalArgumentException if there is none of that name
   */
  public String text(String name) {
    return find(texts, name, "text");
  }

  /**
   * A number.
   *
   * @param name its name
   * @return the number
   * @throws IllegalArgumentException if there is none of that name
   */
  public double number(String name) {
    return find(numbers, name, "number");
  }

  /**
   * A count.
   *
   * @param name the name of a number
   * @return the number, as an integer
   * @throws IllegalArgumentException if there is none of that name, or it is no count
   */
  public long count(String name) {
    double number = number(name);
    if (!(number >= 0 && number <= MOST && number == Math.rint(number))) {
      throw new IllegalArgumentException(
          "the checkpoint's number '%s' is %s, where a count belongs".formatted(name, number));
    }
    return (long) number;
  }

  /**
   * A count that is small, of rollbacks or epochs, say.
   *
   * @param name the name of a number
   * @return the number, as an integer
   * @throws IllegalArgumentException if there is none of that name, or it is no such count
   */
  public int smallCount(String name) {
    long count = count(name);
    if (count > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "the checkpoint's count '%s' is %d, and can be %d at most"
              .formatted(name, count, Integer.MAX_VALUE));
    }
    return (int) count;
  }

  /**
   * An array.
   *
   * @param name its name
   * @return the array
   * @throws IllegalArgumentException if there is none of that name
   */
  public CheckpointArray array(String name) {
    return find(arrays, name, "array");
  }

  private static <T> T find(Map<String, T> values, String name, String kind) {
    T value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the checkpoint has no %s '%s'".formatted(kind, name));
    }
    return value;
  }

  /**
   * The part whose names begin alike.
   *
   * @param prefix the beginning, such as {@code step.}
   * @return a checkpoint whose names lack it
   */
  public Checkpoint part(String prefix) {
    return new Checkpoint(part(texts, prefix), part(numbers, prefix), part(arrays, prefix));
  }

  private static <T> Map<String, T> part(Map<String, T> values, String prefix) {
    Map<String, T> part = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          if (name.startsWith(prefix)) {
            part.put(name.substring(prefix.length()), value);
          }
        });
    return part;
  }

  /**
   * All parts of a list or the like, each of which {@link #part} would look for among all names.
   *
   * @param prefix what all their names begin with, such as {@code event.}
   * @return the parts, by what follows the prefix up to the next dot; names without one are in none
   */
  public Map<String, Checkpoint> parts(String prefix) {
    Map<String, Builder> parts = new LinkedHashMap<>();
    split(texts, prefix, parts, Builder::text);
    split(numbers, prefix, parts, Builder::number);
    split(arrays, prefix, parts, Builder::array);
    Map<String, Checkpoint> built = new LinkedHashMap<>();
    parts.forEach((name, part) -> built.put(name, part.build()));
    return built;
  }

  /** Adds a value to a part under the rest of its name. */
  @FunctionalInterface
  private interface Adding<T> {

    void add(Builder part, String name, T value);
  }

  private static <T> void split(
      Map<String, T> values, String prefix, Map<String, Builder> parts, Adding<T> adding) {
    values.forEach(
        (name, value) -> {
          int dot = name.startsWith(prefix) ? name.indexOf('.', prefix.length()) : -1;
          if (dot >= 0) {
            String part = name.substring(prefix.length(), dot);
            adding.add(
                parts.computeIfAbsent(part, absent -> new Builder()),
                name.substring(dot + 1),
                value);
          }
        });
  }

  /** Collects what a run needs to go on. */
  public static final class Builder {

    private final Map<String, String> texts;
    private final Map<String, Double> numbers;
    private final Map<String, CheckpointArray> arrays;
    private final String prefix;

    /** Creates a builder with nothing in it. */
    public Builder() {
      this(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), "");
    }

    private Builder(
        Map<String, String> texts,
        Map<String, Double> numbers,
        Map<String, CheckpointArray> arrays,
        String prefix) {
      this.texts = texts;
      this.numbers = numbers;
      this.arrays = arrays;
      this.prefix = prefix;
    }

    /**
     * A builder of the same checkpoint whose names all begin alike.
     *
     * @param beginning put before each name, after this builder's own
     * @return the builder; what it is given is in this one too
     */
    public Builder part(String beginning) {
      return new Builder(texts, numbers, arrays, prefix + beginning);
    }

    /**
     * Adds a text.
     *
     * @param name its name
     * @param text the text
     * @return this
     */
    public Builder text(String name, String text) {
      texts.put(prefix + name, text);
      return this;
    }

    /**
     * Adds a number.
     *
     * @param name its name
     * @param number the number
     * @return this
     */
    public Builder number(String name, double number) {
      numbers.put(prefix + name, number);
      return this;
    }

    /**
     * Adds a count, as a number.
     *
     * @param name its name
     * @param count the count; exact up to 2^53
     * @return this
     */
    public Builder count(String name, long count) {
      return number(name, (double) count);
    }

    /**
     * Adds an array.
     *
     * @param name its name
     * @param array the array
     * @return this
     */
    public Builder array(String name, CheckpointArray array) {
      arrays.put(prefix + name, array);
      return this;
    }

    /**
     * Takes out whatever has a name.
     *
     * @param name the name
     * @return this
     */
    public Builder remove(String name) {
      texts.remove(prefix + name);
      numbers.remove(prefix + name);
      arrays.remove(prefix + name);
      return this;
    }

    /**
     * Adds all that is in a checkpoint.
     *
     * @param other the checkpoint
     * @return this
     */
    public Builder addAll(Checkpoint other) {
      other.texts.forEach(this::text);
      other.numbers.forEach(this::number);
      other.arrays.forEach(this::array);
      return this;
    }

    /**
     * The checkpoint.
     *
     * @return what was added so far
     */
    public Checkpoint build() {
      return new Checkpoint(texts, numbers, arrays);
    }
  }
}
