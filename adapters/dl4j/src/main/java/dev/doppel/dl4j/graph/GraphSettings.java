package dev.doppel.dl4j.graph;

import dev.doppel.runtime.network.BatchStatistics;
import dev.doppel.runtime.step.Method;
import dev.doppel.runtime.step.StepRoles;
import dev.doppel.runtime.step.StepRoles.ResolvedRole;
import dev.doppel.spi.loss.Network;
import dev.doppel.spi.loss.RoleRequirement;
import dev.doppel.spi.loss.Stage;
import dev.doppel.spi.target.TargetSource;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the online and target networks are made of, and what passes through them.
 *
 * @param projector the projector
 * @param predictor the predictor
 * @param batchStatistics which samples share batch statistics
 * @param method the method
 * @param roles the outputs that the method needs
 * @param seed the seed of the heads' initial weights
 */
public record GraphSettings(
    Head projector,
    Head predictor,
    BatchStatistics batchStatistics,
    Method method,
    StepRoles roles,
    long seed) {

  boolean hasTarget() {
    return method.targetSource() == TargetSource.OWN_NETWORK;
  }

  /** The network whose pass serves a requirement. */
  Network passOf(RoleRequirement requirement) {
    return roles.passOf(requirement);
  }

  private boolean differentiates(ResolvedRole role) {
    return passOf(role.requirement()) == Network.ONLINE
        && switch (role.requirement().role()) {
          case PREDICTION -> true;
          case TARGET -> !method.stopGradient();
          case QUEUE -> false;
        };
  }

  /** The views that pass a network, in order. */
  Set<Integer> views(Network network) {
    return roles.views(network);
  }

  /** The views through which gradients flow. */
  Set<Integer> differentiatedViews() {
    Set<Integer> views = new TreeSet<>();
    roles.requirements().stream()
        .filter(this::differentiates)
        .forEach(role -> views.add(role.view()));
    return views;
  }

  /** The stages of the online network at which gradients enter. */
  Set<Stage> differentiatedStages() {
    Set<Stage> stages = new TreeSet<>();
    roles.requirements().stream()
        .filter(this::differentiates)
        .forEach(role -> stages.add(role.requirement().stage()));
    return stages;
  }

  /** The stages of a network that the method reads. */
  Set<Stage> stages(Network network) {
    Set<Stage> stages = new TreeSet<>();
    roles.requirements().stream()
        .filter(role -> passOf(role.requirement()) == network)
        .forEach(role -> stages.add(role.requirement().stage()));
    return stages;
  }

  /** The last stage of a network that the method reads. */
  Stage lastStage(Network network) {
    return roles.lastStage(network);
  }
}
