package dev.doppel.runtime.plugin;

import dev.doppel.runtime.file.AtomicFile;
import dev.doppel.spi.SelfSupervisedPlugin;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Builds a plugin's jar from source text, as broken as a test wants it. */
public final class PluginJar {

  /** Where a class file has the low byte of the Java that it is for. */
  private static final int MAJOR_VERSION = 7;

  private final List<JavaFileObject> sources = new ArrayList<>();
  private final List<JavaFileObject> replacements = new ArrayList<>();
  private final List<String> left = new ArrayList<>();
  private final List<String> services = new ArrayList<>();
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final List<String> newer = new ArrayList<>();
  private boolean listed = true;
  private boolean module;

  /** Begins with an empty jar. */
  public PluginJar() {}

  /** A jar with one plugin that works and brings nothing. */
  public static PluginJar working(String className, String name) {
    return new PluginJar().source(className, plugin(className, "", name)).service(className);
  }

  /** The source of a plugin in package {@code p}. */
  public static String plugin(String className, String members, String name) {
    return """
    package p;
    import dev.doppel.spi.*;
    import dev.doppel.spi.loss.*;
    public class %s implements SelfSupervisedPlugin {
      %s
      @Override public int spiVersion() { return SpiVersion.CURRENT; }
      @Override public String name() { return "%s"; }
      @Override public String version() { return "1.2.0"; }
    }
    """
        .formatted(className.replace("p.", ""), members, name);
  }

  /** A member that brings a loss of a name, which can be created and described. */
  public static String loss(String name) {
    return loss(name, "throw new UnsupportedOperationException();");
  }

  /** The same, with the statements by which the loss computes. */
  public static String loss(String name, String compute) {
    return lossFactory(
        name,
        """
        return new Loss() {
          @Override public java.util.List<RoleRequirement> roles() { return java.util.List.of(); }
          @Override public boolean isMeanOfRows() { return true; }
          @Override public ReferenceValues referenceValues(Embeddings outputs) {
            return new ReferenceValues(1, 0);
          }
          @Override public dev.doppel.spi.tensor.Tensor compute(
              Embeddings embeddings,
              dev.doppel.spi.step.State state,
              dev.doppel.spi.step.Step step) {
            %s
          }
        };
        """
            .formatted(compute));
  }

  /** A member that brings a loss of a name, with the statements that create it. */
  public static String lossFactory(String name, String creation) {
    return """
    @Override public java.util.List<LossFactory> losses() {
      return java.util.List.of(new LossFactory() {
        @Override public String name() { return "%s"; }
        @Override public String description() { return "a loss"; }
        @Override public Loss create(dev.doppel.spi.option.Options options) {
          %s
        }
      });
    }
    """
        .formatted(name, creation);
  }

  /** Adds a class. */
  public PluginJar source(String className, String text) {
    sources.add(file(className, text));
    return this;
  }

  /** Has another class take the place of one after all is compiled. */
  PluginJar replacement(String className, String text) {
    replacements.add(file(className, text));
    return this;
  }

  private static JavaFileObject file(String className, String text) {
    URI uri = URI.create("string:///" + className.replace('.', '/') + ".java");
    return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }

  /** Compiles a class but leaves it out of the jar. */
  public PluginJar without(String className, String text) {
    left.add(className.replace('.', '/'));
    return source(className, text);
  }

  /** Adds a line to the services file. */
  public PluginJar service(String line) {
    services.add(line);
    return this;
  }

  /** Makes it a module, which needs no services file. */
  PluginJar module(String descriptor) {
    module = true;
    return unlisted().source("module-info", descriptor);
  }

  /** Leaves the services file out. */
  PluginJar unlisted() {
    listed = false;
    return this;
  }

  /** Adds a file as it is. */
  PluginJar file(String name, byte[] content) {
    files.put(name, content);
    return this;
  }

  /** Marks a class as compiled for a Java that is not there yet. */
  public PluginJar newer(String className) {
    newer.add(className.replace('.', '/'));
    return this;
  }

  /** Compiles all sources and writes the jar. */
  public Path write(Path jar) throws IOException {
    return AtomicFile.write(
        jar,
        scratch -> {
          Path classes = Files.createDirectory(scratch.resolveSibling("classes"));
          compile(classes, sources);
          compile(classes, replacements);
          write(scratch, classes);
        });
  }

  private void write(Path jar, Path classes) throws IOException {
    try (OutputStream stream = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(stream)) {
      if (listed) {
        files.put(
            ServiceDeclarations.FILE, String.join("\n", services).getBytes(StandardCharsets.UTF_8));
      }
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        out.putNextEntry(new JarEntry(file.getKey()));
        out.write(file.getValue());
      }
      try (Stream<Path> compiled = Files.walk(classes)) {
        compiled.filter(Files::isRegularFile).forEach(path -> add(out, classes, path));
      }
    }
  }

  private void add(JarOutputStream out, Path classes, Path path) {
    String name = classes.relativize(path).toString().replace('\\', '/');
    String type = name.replace(".class", "");
    if (left.contains(type)) {
      return;
    }
    try {
      byte[] bytes = Files.readAllBytes(path);
      if (newer.contains(type)) {
        bytes[MAJOR_VERSION] = 127;
      }
      out.putNextEntry(new JarEntry(name));
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void compile(Path classes, List<JavaFileObject> files) throws IOException {
    if (files.isEmpty()) {
      return;
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    List<String> options =
        List.of(
            "-d",
            classes.toString(),
            module ? "--module-path" : "-classpath",
            CodeLocation.of(SelfSupervisedPlugin.class),
            "-proc:none",
            "--release",
            "17");
    if (!compiler.getTask(null, null, problems, options, null, files).call()) {
      throw new IOException("the fixture does not compile: " + problems.getDiagnostics());
    }
  }
}
