package dev.doppel.runtime.recipe;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings of one source, such as one file. Ordered, unmodifiable. */
record RecipeLayer(String source, Map<String, RecipeSetting> settings) {

  static final String COMMAND_LINE = "command line";

  RecipeLayer {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  static RecipeLayer of(String source, Map<String, String> values) {
    Map<String, RecipeSetting> settings = new LinkedHashMap<>();
    values.forEach((key, value) -> settings.put(key, new RecipeSetting(value, source)));
    return new RecipeLayer(source, settings);
  }
}
