package dev.doppel.runtime.recipe;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.configuration2.interpol.ConfigurationInterpolator;
import org.apache.commons.configuration2.interpol.InterpolatorSpecification;

/**
 * Replaces {@code ${key}}, {@code ${env:NAME}} and {@code ${sys:name}} in values. Commons
 * Configuration's other lookups (constants of classes, files, scripts) are left out: a recipe is
 * data.
 */
final class Interpolation {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}?");

  private final Map<String, String> values;
  private final Deque<String> open = new ArrayDeque<>();
  private final ConfigurationInterpolator interpolator;

  /** Creates an interpolation over the values of all keys, not yet interpolated. */
  Interpolation(Map<String, String> values) {
    this.values = values;
    this.interpolator =
        ConfigurationInterpolator.fromSpecification(
            new InterpolatorSpecification.Builder()
                .withPrefixLookup("env", System::getenv)
                .withPrefixLookup("sys", Interpolation::systemProperty)
                .withDefaultLookup(this::lookup)
                .create());
  }

  /**
   * Interpolates a text.
   *
   * @return the text; with the variables in it that nothing is known about
   */
  String apply(String text) {
    return text.contains("${") ? String.valueOf(interpolator.interpolate(text)) : text;
  }

  /** What is wrong with an interpolated text, in words that follow the value; empty if nothing. */
  String problem(String interpolated) {
    Matcher matcher = VARIABLE.matcher(interpolated);
    return matcher.find() ? "refers to " + matcher.group() + ", " + why(matcher.group(1)) : "";
  }

  private String why(String name) {
    if (values.containsKey(name)) {
      return "a key that cannot be resolved itself";
    }
    if (name.startsWith("env:")) {
      return "an environment variable that is not set";
    }
    return (name.startsWith("sys:") ? "a system property" : "a key") + " that is not set";
  }

  private static String systemProperty(String name) {
    return name.isEmpty() ? null : System.getProperty(name);
  }

  /** A key's value; nothing inside itself, so that a circle stays unresolved and is reported. */
  private String lookup(String key) {
    String value = values.get(key);
    if (value == null || open.contains(key)) {
      return null;
    }
    open.push(key);
    String resolved = apply(value);
    open.pop();
    return VARIABLE.matcher(resolved).find() ? null : resolved;
  }
}
