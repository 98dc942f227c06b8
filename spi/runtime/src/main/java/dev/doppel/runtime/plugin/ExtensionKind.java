package dev.doppel.runtime.plugin;

import dev.doppel.spi.ExtensionFactory;
import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.spi.guard.CollapseGuardFactory;
import dev.doppel.spi.loss.LossFactory;
import dev.doppel.spi.recipe.RecipePreset;
import dev.doppel.spi.target.TargetUpdateFactory;
import dev.doppel.spi.view.ViewOperationFactory;
import dev.doppel.spi.view.ViewPolicyFactory;
import java.util.List;
import java.util.function.Function;

/**
 * A kind of thing that plugins bring. Names are unique within a kind.
 *
 * @param <F> the type of its factories
 */
public final class ExtensionKind<F> {

  /** Losses. */
  public static final ExtensionKind<LossFactory> LOSS =
      new ExtensionKind<>(
          "loss",
          "losses",
          "loss=NAME",
          SelfSupervisedPlugin::losses,
          ExtensionFactory::name,
          ExtensionFactory::name);

  /** Target-update rules. */
  public static final ExtensionKind<TargetUpdateFactory> TARGET_UPDATE =
      new ExtensionKind<>(
          "target update",
          "target updates",
          "target-update=NAME",
          SelfSupervisedPlugin::targetUpdates,
          ExtensionFactory::name,
          ExtensionFactory::name);

  /** Collapse guards: target shapers, gradient guards and monitors. */
  public static final ExtensionKind<CollapseGuardFactory> GUARD =
      new ExtensionKind<>(
          "guard",
          "guards",
          "guards=NAME, or target-shaping=NAME if it shapes targets",
          SelfSupervisedPlugin::collapseGuards,
          ExtensionFactory::name,
          ExtensionFactory::name);

  /** View policies. */
  public static final ExtensionKind<ViewPolicyFactory> VIEW_POLICY =
      new ExtensionKind<>(
          "view policy",
          "view policies",
          "views=NAME",
          SelfSupervisedPlugin::viewPolicies,
          ExtensionFactory::name,
          ExtensionFactory::name);

  /** Image operations, which view policies name. */
  public static final ExtensionKind<ViewOperationFactory> VIEW_OPERATION =
      new ExtensionKind<>(
          "view operation",
          "view operations",
          "its name in a view policy",
          SelfSupervisedPlugin::viewOperations,
          ExtensionFactory::name,
          ExtensionFactory::name);

  /** Recipes, by their full names; a method's name alone stands for one of them. */
  public static final ExtensionKind<RecipePreset> RECIPE =
      new ExtensionKind<>(
          "recipe",
          "recipes",
          "recipe=NAME",
          SelfSupervisedPlugin::recipes,
          RecipePreset::fullName,
          RecipePreset::name);

  private final String singular;
  private final String plural;
  private final String selectedBy;
  private final Function<SelfSupervisedPlugin, List<F>> lister;
  private final Function<F, String> namer;
  private final Function<F, String> shortNamer;

  private ExtensionKind(
      String singular,
      String plural,
      String selectedBy,
      Function<SelfSupervisedPlugin, List<F>> lister,
      Function<F, String> namer,
      Function<F, String> shortNamer) {
    this.singular = singular;
    this.plural = plural;
    this.selectedBy = selectedBy;
    this.lister = lister;
    this.namer = namer;
    this.shortNamer = shortNamer;
  }

  /**
   * All kinds.
   *
   * @return the kinds, in the order of listings
   */
  public static List<ExtensionKind<?>> all() {
    return List.of(LOSS, TARGET_UPDATE, GUARD, VIEW_POLICY, VIEW_OPERATION, RECIPE);
  }

  /**
   * The word for one.
   *
   * @return such as {@code target update}
   */
  public String singular() {
    return singular;
  }

  /**
   * The word for several.
   *
   * @return such as {@code target updates}
   */
  public String plural() {
    return plural;
  }

  /**
   * The name that selects a factory.
   *
   * @param factory a factory of this kind
   * @return its name, unique in its kind
   */
  public String nameOf(F factory) {
    return namer.apply(factory);
  }

  /** How a recipe selects one, in words that follow "choose it with". */
  String selectedBy() {
    return selectedBy;
  }

  /** Another name that a factory goes by, or its only one. Not unique. */
  String shortNameOf(F factory) {
    return shortNamer.apply(factory);
  }

  List<F> listedBy(SelfSupervisedPlugin plugin) {
    return lister.apply(plugin);
  }

  @Override
  public String toString() {
    return singular;
  }
}
