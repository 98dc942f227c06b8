package dev.doppel.runtime.step;

import dev.doppel.spi.loss.Role;
import dev.doppel.spi.loss.RoleRequirement;
import dev.doppel.spi.view.ViewKind;
import dev.doppel.spi.view.ViewSelection;
import java.util.ArrayList;
import java.util.List;

/**
 * The outputs that a method needs from one batch, in a fixed order.
 *
 * @param requirements what the loss asks for, with views resolved
 */
public record StepRoles(List<ResolvedRole> requirements) {

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
   */
  public static StepRoles of(Method method, List<ViewKind> kinds) {
    List<ResolvedRole> resolved = new ArrayList<>();
    for (RoleRequirement requirement : method.loss().roles()) {
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
    return new StepRoles(resolved);
  }

  private static ViewSelection oneWay(Role role) {
    return ViewSelection.at(role == Role.PREDICTION ? 0 : 1);
  }
}
