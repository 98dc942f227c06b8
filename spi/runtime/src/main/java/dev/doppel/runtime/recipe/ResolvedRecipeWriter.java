package dev.doppel.runtime.recipe;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.apache.commons.configuration2.PropertiesConfiguration.PropertiesWriter;
import org.apache.commons.configuration2.convert.DisabledListDelimiterHandler;

/** Writes resolved recipes as properties. */
final class ResolvedRecipeWriter {

  private ResolvedRecipeWriter() {}

  static void write(ResolvedRecipe recipe, Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (Writer writer = Files.newBufferedWriter(part)) {
        write(recipe, writer);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  // The caller's writer stays open: this one only adds escapes and holds nothing of its own.
  @SuppressWarnings("resource")
  static void write(ResolvedRecipe recipe, Writer writer) throws IOException {
    PropertiesWriter properties =
        new PropertiesWriter(writer, DisabledListDelimiterHandler.INSTANCE);
    properties.setLineSeparator("\n");
    properties.setGlobalSeparator(" = ");
    comment(properties, "A recipe with every setting. It can be run again as it is.");
    for (Provenance provenance : recipe.provenance()) {
      comment(properties, provenance.toString());
    }
    String origin = "";
    for (Map.Entry<String, String> setting : recipe.settings().entrySet()) {
      String next = recipe.origins().get(setting.getKey());
      if (!next.equals(origin)) {
        properties.writeln("");
        comment(properties, "from " + next);
        origin = next;
      }
      properties.writeProperty(setting.getKey(), setting.getValue());
    }
    properties.flush();
  }

  private static void comment(PropertiesWriter properties, String text) throws IOException {
    properties.writeln("# " + text.replaceAll("\\R", " "));
  }
}
