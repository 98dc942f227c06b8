package dev.doppel.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.runtime.plugin.OptionTable;
import dev.doppel.spi.ExtensionFactory;
import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.spi.SpiVersion;
import dev.doppel.spi.guard.CollapseGuardFactory;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.recipe.RecipePreset;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/**
 * What every plugin jar must be. Tests of a plugin extend it and answer {@link #plugin()}.
 *
 * <pre>{@code
 * final class ByolPluginTest extends PluginContract {
 *   @Override
 *   protected SelfSupervisedPlugin plugin() {
 *     return new ByolPlugin();
 *   }
 * }
 * }</pre>
 */
public abstract class PluginContract {

  private static final String NAME = "[a-z][a-z0-9-]{0,63}";

  /** For subclasses. */
  protected PluginContract() {}

  /**
   * The plugin under test.
   *
   * @return a new instance
   */
  protected abstract SelfSupervisedPlugin plugin();

  /**
   * Values for options that have no default.
   *
   * @param factory the extension they belong to
   * @return the values as text, by option name; none by default
   */
  protected Map<String, String> requiredOptions(ExtensionFactory factory) {
    return Map.of();
  }

  /**
   * A value for an option that is not its default, where the contract finds none by itself.
   *
   * @param factory the extension it belongs to
   * @param option the option
   * @return candidates as text, in order; by default what {@link OptionExamples} finds
   */
  protected List<String> otherValues(ExtensionFactory factory, Option<?> option) {
    return OptionExamples.of(option);
  }

  /** The plugin was compiled against this version of the interface. */
  @Test
  public final void spiVersion_isCurrent() {
    assertThat(plugin().spiVersion()).isEqualTo(SpiVersion.CURRENT);
  }

  /** The host can make an instance, and the service file of the plugin's own jar names it. */
  @Test
  public final void provider_isFound() throws ReflectiveOperationException {
    Class<?> type = plugin().getClass();
    assertThat(Modifier.isPublic(type.getModifiers())).as("%s is public", type).isTrue();
    Constructor<?> constructor = type.getConstructor();
    assertThat(constructor.newInstance()).isInstanceOf(type);

    List<Class<?>> found = new ArrayList<>();
    ServiceLoader.load(SelfSupervisedPlugin.class, type.getClassLoader()).stream()
        .forEach(provider -> found.add(provider.type()));
    assertThat(found).as("what ServiceLoader finds").contains(type);
  }

  /** Class path and module path find the same providers. */
  @Test
  public final void provider_isTheSameForClassPathAndModulePath() {
    PluginJar jar = PluginJar.of(plugin().getClass());
    assertThat(jar.servicesFile())
        .as("META-INF/services/%s of %s", SelfSupervisedPlugin.class.getName(), jar)
        .contains(plugin().getClass().getName());
    jar.moduleProviders()
        .ifPresent(
            providers ->
                assertThat(providers)
                    .as("'provides' of module-info of %s", jar)
                    .containsExactlyInAnyOrderElementsOf(jar.servicesFile()));
  }

  /** Names can be typed, remembered and told apart. */
  @Test
  public final void names_areWellFormedAndUnique() {
    SelfSupervisedPlugin plugin = plugin();
    assertThat(plugin.name()).as("the plugin's name").matches(NAME);
    assertThat(plugin.version()).as("the plugin's version").isNotBlank();
    for (List<? extends ExtensionFactory> kind : kinds(plugin)) {
      List<String> names = kind.stream().map(ExtensionFactory::name).toList();
      assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches(NAME));
    }
    assertThat(plugin.recipes().stream().map(RecipePreset::fullName))
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches(NAME));
  }

  /** A plugin brings something. */
  @Test
  public final void contents_areNotEmpty() {
    SelfSupervisedPlugin plugin = plugin();
    assertThat(factories(plugin).size() + plugin.recipes().size())
        .as("the extensions and recipes of '%s'", plugin.name())
        .isPositive();
  }

  /** Each extension and each option says what it does. */
  @Test
  public final void descriptions_areThere() {
    for (ExtensionFactory factory : factories(plugin())) {
      assertThat(factory.description()).as("description of '%s'", factory.name()).isNotBlank();
      assertThat(factory.options().stream().map(Option::name))
          .as("options of '%s'", factory.name())
          .doesNotHaveDuplicates();
      for (Option<?> option : factory.options()) {
        assertThat(option.description())
            .as("description of option '%s' of '%s'", option.name(), factory.name())
            .isNotBlank();
      }
    }
  }

  /** A default, written out, is read back as the same value. */
  @Test
  public final void defaults_areAllowedValues() {
    for (ExtensionFactory factory : factories(plugin())) {
      for (Option<?> option : factory.options()) {
        option
            .defaultText()
            .ifPresent(
                text ->
                    assertThat((Object) option.parse(text))
                        .as("default of '%s' of '%s'", option.name(), factory.name())
                        .isEqualTo(option.defaultValue().orElseThrow()));
      }
    }
  }

  /** Each extension can be made with nothing configured but what has no default. */
  @Test
  public final void factories_createFromDefaults() {
    for (ExtensionFactory factory : factories(plugin())) {
      Options options = Options.parse(factory.options(), requiredOptions(factory));
      assertThat(factory.problems(options)).as("problems of '%s'", factory.name()).isEmpty();
      Object created = Creation.create(factory, options);
      assertThat(created).as("what '%s' creates", factory.name()).isNotNull();
      if (factory instanceof CollapseGuardFactory guard) {
        assertThat(created).as("kind of guard '%s'", factory.name()).isInstanceOf(guard.kind());
      }
    }
  }

  /** Each option can be set to something other than its default. */
  @Test
  public final void factories_createFromOtherValues() {
    for (ExtensionFactory factory : factories(plugin())) {
      for (Option<?> option : factory.options()) {
        assertThat(otherValues(factory, option))
            .as("values of '%s' of '%s' to try", option.name(), factory.name())
            .isNotEmpty()
            .anyMatch(text -> accepts(factory, option, text));
      }
    }
  }

  /** No option is declared in vain: without it, something cannot be made. */
  @Test
  public final void factories_readEachOption() {
    for (ExtensionFactory factory : factories(plugin())) {
      for (Option<?> option : factory.options()) {
        assertThat(reads(factory, option))
            .as("whether '%s' reads its option '%s'", factory.name(), option.name())
            .isTrue();
      }
    }
  }

  /** Some options are read only where another one has a certain value. */
  private boolean reads(ExtensionFactory factory, Option<?> option) {
    List<Map<String, String>> settings = new ArrayList<>();
    settings.add(requiredOptions(factory));
    for (Option<?> other : factory.options()) {
      if (!other.name().equals(option.name())) {
        for (String value : otherValues(factory, other)) {
          Map<String, String> changed = new LinkedHashMap<>(requiredOptions(factory));
          changed.put(other.name(), value);
          settings.add(changed);
        }
      }
    }
    return settings.stream().anyMatch(texts -> reads(factory, option, texts));
  }

  private static boolean reads(
      ExtensionFactory factory, Option<?> option, Map<String, String> texts) {
    Options all = Options.parse(factory.options(), texts);
    if (!factory.problems(all).isEmpty() || Creation.create(factory, all) == null) {
      return false;
    }
    List<Option<?>> others =
        factory.options().stream().filter(other -> !other.name().equals(option.name())).toList();
    Map<String, String> otherTexts = new LinkedHashMap<>(texts);
    otherTexts.remove(option.name());
    try {
      Creation.create(factory, Options.parse(others, otherTexts));
      return false;
    } catch (IllegalArgumentException missed) {
      return true;
    }
  }

  /** Recipes have settings, name their method, and set options of this jar to allowed values. */
  @Test
  public final void recipes_areComplete() {
    SelfSupervisedPlugin plugin = plugin();
    for (RecipePreset recipe : plugin.recipes()) {
      assertThat(recipe.description()).as("description of '%s'", recipe.fullName()).isNotBlank();
      assertThat(recipe.settings())
          .as("settings of '%s'", recipe.fullName())
          .containsKeys("loss", "target-update")
          .allSatisfy(
              (key, value) -> {
                assertThat(key).matches("[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)*");
                assertThat(value).as("value of '%s'", key).isNotBlank();
              });
      requireOptions(recipe, "loss", plugin.losses());
      requireOptions(recipe, "target-update", plugin.targetUpdates());
      requireOptions(recipe, "target-shaping", plugin.collapseGuards());
      requireOptions(recipe, "views", plugin.viewPolicies());
    }
  }

  private boolean accepts(ExtensionFactory factory, Option<?> option, String text) {
    Map<String, String> texts = new LinkedHashMap<>(requiredOptions(factory));
    texts.put(option.name(), text);
    Options options = Options.parse(factory.options(), texts);
    boolean isDefault = option.defaultValue().map(options.get(option)::equals).orElse(false);
    return !isDefault
        && factory.problems(options).isEmpty()
        && Creation.create(factory, options) != null;
  }

  /** Options of extensions of other jars are checked where those are at hand: by the host. */
  private static void requireOptions(
      RecipePreset recipe, String selector, List<? extends ExtensionFactory> factories) {
    for (ExtensionFactory factory : factories) {
      if (factory.name().equals(recipe.settings().get(selector))) {
        Map<String, String> texts = new LinkedHashMap<>();
        String prefix = selector + ".";
        recipe
            .settings()
            .forEach(
                (key, value) -> {
                  if (key.startsWith(prefix)) {
                    texts.put(key.substring(prefix.length()), value);
                  }
                });
        assertThat(factory.problems(Options.parse(factory.options(), texts)))
            .as("problems of '%s' in '%s'", factory.name(), recipe.fullName())
            .isEmpty();
      }
    }
  }

  /**
   * Asserts that the tables of options in a README are those of what the plugin brings, which
   * {@code doppel plugins describe NAME --markdown} prints, and no others.
   *
   * @param readme the file
   * @throws IOException if it cannot be read
   */
  protected final void assertShowsOptionTables(Path readme) throws IOException {
    List<List<String>> declared =
        factories(plugin()).stream()
            .map(ExtensionFactory::options)
            .filter(options -> !options.isEmpty())
            .map(OptionTable::of)
            .toList();
    assertThat(OptionTable.in(Files.readString(readme)))
        .as("the tables of options in %s", readme)
        .containsExactlyInAnyOrderElementsOf(declared);
  }

  private static List<List<? extends ExtensionFactory>> kinds(SelfSupervisedPlugin plugin) {
    return List.of(
        plugin.losses(),
        plugin.targetUpdates(),
        plugin.collapseGuards(),
        plugin.viewPolicies(),
        plugin.viewOperations());
  }

  private static List<ExtensionFactory> factories(SelfSupervisedPlugin plugin) {
    List<ExtensionFactory> all = new ArrayList<>();
    kinds(plugin).forEach(all::addAll);
    return all;
  }
}
