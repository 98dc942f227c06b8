package dev.doppel.runtime.step;

import dev.doppel.spi.loss.Network;
import dev.doppel.spi.loss.Role;
import dev.doppel.spi.loss.RoleRequirement;
import dev.doppel.spi.loss.Stage;
import dev.doppel.spi.target.TargetSource;
import dev.doppel.spi.view.ViewKind;
import dev.doppel.spi.view.ViewSelection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The outputs that a method needs from one batch, in a fixed order.
 *
 * @param requirements what the loss and the target shaper ask for, with views resolved
 * @param target where targets come from
 */
public record StepRoles(List<ResolvedRole> requirements, TargetSource target) {

  /**
   * One output that is needed.
   *
   * @param requirement the requirement it serves
   * @param view the view, from 0
   */
  public record ResolvedRole(RoleRequirement requirement, int view) {}

  /** Copies. */
  public StepRoles {
    requirements = List.copyOf(requirements);
  }

  /**
   * Resolves a method's requirements.
   *
   * @param method the method
   * @param kinds the kind of each view of a sample
   * @return the outputs needed
   * @throws IllegalArgumentException if the loss asks for views that the samples do not have
   * @throws dev.doppel.runtime.plugin.PluginException if a part cannot say what it needs
   */
  public static StepRoles of(Method method, List<ViewKind> kinds) {
    Method bounded = method.bounded();
    List<ResolvedRole> resolved = new ArrayList<>();
    List<RoleRequirement> requirements = new ArrayList<>(bounded.loss().roles());
    bounded.targetShaper().ifPresent(shaper -> requirements.addAll(shaper.roles()));
    for (RoleRequirement requirement : requirements) {
      ViewSelection views = method.symmetric() ? requirement.views() : oneWay(requirement.role());
      List<Integer> selected = views.of(kinds);
      if (selected.isEmpty()) {
        throw new IllegalArgumentException(
            "the loss needs a view as %s, but none of the %d views of a sample qualifies: %s"
                .formatted(requirement.role(), kinds.size(), kinds));
      }
      for (int view : selected) {
        resolved.add(new ResolvedRole(requirement, view));
      }
    }
    return new StepRoles(resolved, bounded.targetUpdate().source());
  }

  /**
   * The network whose forward pass serves a requirement.
   *
   * @param requirement what the loss asks for
   * @return the network it names, or the online one where that is the target too
   */
  public Network passOf(RoleRequirement requirement) {
    return target == TargetSource.OWN_NETWORK ? requirement.network() : Network.ONLINE;
  }

  /**
   * The views that pass a network.
   *
   * @param network the network
   * @return the views, in order of the requirements; empty if it makes no pass
   */
  public Set<Integer> views(Network network) {
    Set<Integer> views = new LinkedHashSet<>();
    served(network).forEach(role -> views.add(role.view()));
    return views;
  }

  /**
   * The last stage of a network that is needed.
   *
   * @param network the network
   * @return the stage
   */
  public Stage lastStage(Network network) {
    return served(network)
        .map(role -> role.requirement().stage())
        .max(Comparator.naturalOrder())
        .orElse(Stage.EMBEDDING);
  }

  private Stream<ResolvedRole> served(Network network) {
    return requirements.stream().filter(role -> passOf(role.requirement()) == network);
  }

  /**
   * Checks that a batch has all the views that are needed.
   *
   * @param count the views of the batch
   * @throws IllegalArgumentException if one is missing
   */
  public void checkViews(int count) {
    for (ResolvedRole role : requirements) {
      if (role.view() >= count) {
        throw new IllegalArgumentException(
            "the loss needs view %d, but a batch has %d views; give each sample as many arrays"
                    .formatted(role.view(), count)
                + " as the view policy has views");
      }
    }
  }

  private static ViewSelection oneWay(Role role) {
    return ViewSelection.at(role == Role.PREDICTION ? 0 : 1);
  }
}
