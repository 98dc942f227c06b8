package dev.doppel.runtime.recipe;

import java.io.IOException;
import java.io.Reader;
import org.apache.commons.configuration2.PropertiesConfiguration.PropertiesReader;

/** Reads properties, one at a time, with their lines. */
final class PropertiesSyntax {

  private PropertiesSyntax() {}

  static void read(Reader reader, RecipeFile file) throws IOException {
    try (LineReader lines = new LineReader(reader)) {
      while (lines.nextProperty()) {
        file.add(lines.getPropertyName(), lines.getPropertyValue(), lines.firstLine());
      }
    }
  }

  /** Remembers where the last property began; the reader itself is at its last line. */
  private static final class LineReader extends PropertiesReader {

    private int firstLine;
    private boolean continued;

    LineReader(Reader reader) {
      super(reader);
    }

    @Override
    public String readLine() throws IOException {
      String line = super.readLine();
      if (!continued) {
        firstLine = getLineNumber();
      }
      continued = line != null && !isComment(line) && endsWithOddBackslashes(line);
      return line;
    }

    int firstLine() {
      return firstLine;
    }

    private boolean isComment(String line) {
      String text = line.strip();
      return !continued && (text.startsWith("#") || text.startsWith("!"));
    }

    private static boolean endsWithOddBackslashes(String line) {
      String text = line.stripTrailing();
      int end = text.length();
      while (end > 0 && text.charAt(end - 1) == '\\') {
        end--;
      }
      return (text.length() - end) % 2 == 1;
    }
  }
}
