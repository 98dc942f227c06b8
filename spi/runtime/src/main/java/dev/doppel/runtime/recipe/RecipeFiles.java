package dev.doppel.runtime.recipe;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads a file and all that it includes. */
final class RecipeFiles {

  private final List<RecipeLayer> layers = new ArrayList<>();
  private final List<RecipeProblem> problems = new ArrayList<>();
  private final Deque<Path> open = new ArrayDeque<>();
  private boolean complete = true;

  private RecipeFiles() {}

  /**
   * Reads.
   *
   * @throws RecipeException if a file cannot be read at all; with settings missing, whatever else
   *     could be said about the recipe would mislead
   */
  static RecipeFiles read(Path path) {
    RecipeFiles files = new RecipeFiles();
    files.readFile(path, Optional.empty());
    if (!files.complete) {
      throw new RecipeException(files.problems, List.of(path.toString()));
    }
    return files;
  }

  /** A layer for each file, included ones under those that include them. */
  List<RecipeLayer> layers() {
    return layers;
  }

  List<RecipeProblem> problems() {
    return problems;
  }

  private void readFile(Path path, Optional<RecipeSetting> includedBy) {
    Path identity = path.toAbsolutePath().normalize();
    if (open.contains(identity)) {
      unreadable(path, includedBy, "includes itself");
      return;
    }
    open.push(identity);
    RecipeFile file = new RecipeFile(path.toString());
    try {
      parse(path, file);
    } catch (CharacterCodingException e) {
      unreadable(path, includedBy, "is not UTF-8 text");
    } catch (UnreadableFileException e) {
      unreadable(path, includedBy, e.getMessage());
    } catch (IOException e) {
      unreadable(path, includedBy, "cannot be read: " + e);
    }
    problems.addAll(file.problems());
    for (String include : file.includes()) {
      include(path, include, file.includeSetting());
    }
    layers.add(file.layer());
    open.pop();
  }

  private void include(Path from, String name, RecipeSetting setting) {
    try {
      readFile(from.resolveSibling(name).normalize(), Optional.of(setting));
    } catch (InvalidPathException e) {
      complete = false;
      problems.add(RecipeProblem.with("include", setting, "must name files: " + e.getMessage()));
    }
  }

  private static void parse(Path path, RecipeFile file)
      throws IOException, UnreadableFileException {
    String name = path.toString();
    boolean yaml = name.endsWith(".yaml") || name.endsWith(".yml");
    if (!yaml && !name.endsWith(".properties")) {
      throw new UnreadableFileException("must end in .properties, .yaml or .yml");
    }
    if (!Files.exists(path)) {
      throw new UnreadableFileException("there is no such file");
    }
    if (Files.isDirectory(path)) {
      throw new UnreadableFileException("is a folder");
    }
    try (Reader reader = Files.newBufferedReader(path)) {
      if (yaml) {
        parseYaml(reader, file);
      } else {
        PropertiesSyntax.read(reader, file);
      }
    }
  }

  private static void parseYaml(Reader reader, RecipeFile file)
      throws IOException, UnreadableFileException {
    try {
      YamlSyntax.read(reader, file);
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw new UnreadableFileException("is not YAML: line " + line + ": " + e.getProblem());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (YAMLException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new UnreadableFileException("is not YAML: " + e.getMessage());
    }
  }

  private void unreadable(Path path, Optional<RecipeSetting> includedBy, String problem) {
    complete = false;
    problems.add(
        new RecipeProblem(
            path.toString(),
            Optional.empty(),
            includedBy.map(setting -> "included by " + setting.origin()).orElse(""),
            problem,
            List.of()));
  }

  /** A file of which nothing can be used. */
  private static final class UnreadableFileException extends Exception {

    @java.io.Serial private static final long serialVersionUID = 1;

    UnreadableFileException(String message) {
      super(message);
    }
  }
}
