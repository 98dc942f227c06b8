package dev.doppel.spi;

import dev.doppel.spi.guard.CollapseGuardFactory;
import dev.doppel.spi.loss.LossFactory;
import dev.doppel.spi.recipe.RecipePreset;
import dev.doppel.spi.target.TargetUpdateFactory;
import dev.doppel.spi.view.ViewOperationFactory;
import dev.doppel.spi.view.ViewPolicyFactory;
import java.util.List;

/**
 * What one plugin jar brings: the single service type that {@link java.util.ServiceLoader} looks
 * for.
 *
 * <p>An implementation is public, has a public constructor without parameters and no side effects,
 * and holds no state. The host calls {@link #spiVersion()} first and refuses the plugin where it
 * does not support that version, before any other method runs.
 */
public interface SelfSupervisedPlugin {

  /**
   * The interface version that the plugin was compiled against: {@code return SpiVersion.CURRENT;}.
   *
   * <p>Abstract on purpose. A default method would run in the host and report the host's version.
   *
   * @return the version, at least 1
   */
  int spiVersion();

  /**
   * The plugin's name, for messages and listings: lower-case letters, digits and hyphens.
   *
   * @return the name, such as {@code byol}
   */
  String name();

  /**
   * The plugin's own version, for information only.
   *
   * @return the jar manifest's {@code Implementation-Version}; on the module path the module's
   *     version, where it has one; or {@code unknown}
   */
  default String version() {
    String version = getClass().getPackage().getImplementationVersion();
    if (version == null && getClass().getModule().isNamed()) {
      version = getClass().getModule().getDescriptor().rawVersion().orElse(null);
    }
    return version == null ? "unknown" : version;
  }

  /**
   * The losses of this jar.
   *
   * @return the factories, each with a name that no other loss has
   */
  default List<LossFactory> losses() {
    return List.of();
  }

  /**
   * The target-update rules of this jar.
   *
   * @return the factories, each with a name that no other target update has
   */
  default List<TargetUpdateFactory> targetUpdates() {
    return List.of();
  }

  /**
   * The collapse guards of this jar: target shapers, gradient guards and monitors.
   *
   * @return the factories, each with a name that no other guard has
   */
  default List<CollapseGuardFactory> collapseGuards() {
    return List.of();
  }

  /**
   * The view policies of this jar.
   *
   * @return the factories, each with a name that no other policy has
   */
  default List<ViewPolicyFactory> viewPolicies() {
    return List.of();
  }

  /**
   * The image operations of this jar, which view policies name.
   *
   * @return the factories, each with a name that no other operation has
   */
  default List<ViewOperationFactory> viewOperations() {
    return List.of();
  }

  /**
   * The recipes of this jar: methods with all their settings.
   *
   * @return the presets, each with a name and variant that no other has
   */
  default List<RecipePreset> recipes() {
    return List.of();
  }
}
