package dev.doppel.spi;

import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.util.List;

/**
 * What all factories of a plugin have in common: a name that recipes use, and declared options.
 *
 * <p>A factory is stateless and safe to call from any thread. The host checks every option before
 * it asks the factory to create anything.
 */
public interface ExtensionFactory {

  /**
   * The name that selects this extension in a recipe. It matches {@code [a-z][a-z0-9-]{0,63}}, is
   * written into checkpoints and never changes.
   *
   * @return the name, such as {@code ema}
   */
  String name();

  /**
   * Names that this extension had before. Recipes and checkpoints that use one go on working, with
   * a warning that says the name of today, unless another extension of its kind has that name now.
   *
   * @return the names, under the rule of {@link #name()}; none as a rule
   */
  default List<String> formerNames() {
    return List.of();
  }

  /**
   * What this extension does, in one sentence.
   *
   * @return the sentence, shown in listings
   */
  String description();

  /**
   * The options that this extension understands.
   *
   * @return the options, with names that are unique in the list
   */
  default List<Option<?>> options() {
    return List.of();
  }

  /**
   * Checks rules that involve more than one option; ranges of single options are checked before.
   *
   * @param options the options, each valid by itself
   * @return the problems found, one sentence each; empty if there are none
   */
  default List<String> problems(Options options) {
    return List.of();
  }
}
