package dev.doppel.cli.file;

import dev.doppel.cli.failure.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The summary of a finished run, read back. JSON is YAML too, and the reader of that makes nothing
 * but texts, numbers, lists and maps.
 *
 * @param values what it says, by name
 */
public record SummaryFile(Map<String, Object> values) {

  /** Copies. */
  public SummaryFile {
    values = new LinkedHashMap<>(values);
  }

  /**
   * Reads a summary.
   *
   * @param file the file
   * @return the summary; empty if there is no such file
   * @throws StorageException if it cannot be read, or is none
   */
  public static Optional<SummaryFile> read(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      Object content =
          new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
      Map<String, Object> values = new LinkedHashMap<>();
      if (content instanceof Map<?, ?> entries) {
        entries.forEach((name, value) -> values.put(String.valueOf(name), value));
      }
      return Optional.of(new SummaryFile(values));
    } catch (YAMLException e) {
      throw StorageException.reading(file, new IOException("it is no summary of a run", e));
    } catch (IOException e) {
      throw StorageException.reading(file, e);
    }
  }

  /**
   * A text.
   *
   * @param name its name
   * @return the text; empty if it is not there
   */
  public String text(String name) {
    return values.get(name) instanceof String text ? text : "";
  }

  /**
   * A whole number.
   *
   * @param name its name
   * @return the number; 0 if it is not there
   */
  public long whole(String name) {
    return values.get(name) instanceof Number number ? number.longValue() : 0;
  }

  /**
   * A number.
   *
   * @param name its name
   * @return the number; empty if it is not there
   */
  public OptionalDouble number(String name) {
    return values.get(name) instanceof Number number
        ? OptionalDouble.of(number.doubleValue())
        : OptionalDouble.empty();
  }
}
