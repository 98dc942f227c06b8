package dev.doppel.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** The files that a report is made of: its template, style and scripts, and uPlot's. */
final class ReportResources {

  private static final String UPLOT_PROPERTIES =
      "/META-INF/maven/org.webjars.npm/uplot/pom.properties";

  private ReportResources() {}

  /**
   * A file beside this class.
   *
   * @param name the file's name
   * @return its text
   */
  static String own(String name) {
    return read(name);
  }

  /**
   * A file of uPlot's distribution.
   *
   * @param name the file's path in the distribution, such as {@code dist/uPlot.min.css}
   * @return its text
   */
  static String uplot(String name) {
    // The path holds the version, which only the library itself knows.
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(read(UPLOT_PROPERTIES)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return read(
        "/META-INF/resources/webjars/uplot/" + properties.getProperty("version") + "/" + name);
  }

  private static String read(String path) {
    try (InputStream in = ReportResources.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException(
            "the report's file '" + path + "' is not on the class path: a library is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
