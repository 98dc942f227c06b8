package dev.doppel.runtime.recipe;

import java.io.Reader;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads YAML into dotted keys.
 *
 * <p>It walks the composed nodes and never constructs values: {@code off} stays what it is instead
 * of {@code false}, {@code 0.10} keeps its zero, lines are known, and no tag creates an object.
 */
final class YamlSyntax {

  /** In a selector's mapping, the key of what is selected. */
  private static final String NAME = "name";

  private static final String MERGE = "<<";

  private final RecipeFile file;

  /** The mappings around a node; an alias to one of them would never end. */
  private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());

  private YamlSyntax(RecipeFile file) {
    this.file = file;
  }

  /**
   * Reads a document.
   *
   * @throws org.yaml.snakeyaml.error.YAMLException if it is not YAML
   */
  static void read(Reader reader, RecipeFile file) {
    Node root = new Yaml(new LoaderOptions()).compose(reader);
    if (root instanceof MappingNode mapping) {
      new YamlSyntax(file).mapping("", mapping);
    } else if (root != null) {
      file.problem("", "", line(root), "must be keys with values");
    }
  }

  private void mapping(String path, MappingNode mapping) {
    if (!open.add(mapping)) {
      file.problem(path, "", line(mapping), "contains itself");
      return;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key) {
        value(join(path, key.getValue()), key.getValue(), tuple.getValueNode(), line(key));
      } else {
        file.problem(path, "", line(tuple.getKeyNode()), "must have plain keys");
      }
    }
    open.remove(mapping);
  }

  private void value(String path, String key, Node node, int line) {
    if (key.equals(MERGE)) {
      file.problem(path, "", line, "is not supported; use include for shared settings");
    } else if (node instanceof MappingNode mapping) {
      mapping(path, mapping);
    } else if (node instanceof SequenceNode sequence) {
      sequence(path, sequence, line);
    } else if (node instanceof ScalarNode scalar) {
      file.add(path, text(scalar), line);
    }
  }

  private void sequence(String path, SequenceNode sequence, int line) {
    if (!sequence.getValue().stream().allMatch(ScalarNode.class::isInstance)) {
      file.problem(path, "", line, "must be a list of plain values");
      return;
    }
    file.add(
        path,
        sequence.getValue().stream()
            .map(node -> text((ScalarNode) node))
            .collect(Collectors.joining(CommaList.SEPARATOR)),
        line);
  }

  private static String text(ScalarNode scalar) {
    return scalar.getTag().equals(Tag.NULL) ? "" : scalar.getValue();
  }

  /** In {@code loss: {name: byol}} the name is the value of {@code loss}. */
  private static String join(String path, String key) {
    boolean selector = key.equals(NAME) && !path.isEmpty() && path.indexOf('.') < 0;
    return path.isEmpty() || selector ? (selector ? path : key) : path + "." + key;
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }
}
