package dev.doppel.spi.loss;

import dev.doppel.spi.view.ViewSelection;

/**
 * Which views a loss needs in one role, and the way they take.
 *
 * @param role the role
 * @param network the network they pass
 * @param stage how far
 * @param views which views
 */
public record RoleRequirement(Role role, Network network, Stage stage, ViewSelection views) {

  /**
   * The online network's last output for the given views.
   *
   * @param views which views
   * @return the requirement
   */
  public static RoleRequirement prediction(ViewSelection views) {
    return new RoleRequirement(Role.PREDICTION, Network.ONLINE, Stage.PREDICTION, views);
  }

  /**
   * The target network's projection of the given views.
   *
   * @param views which views
   * @return the requirement
   */
  public static RoleRequirement target(ViewSelection views) {
    return new RoleRequirement(Role.TARGET, Network.TARGET, Stage.PROJECTION, views);
  }

  /**
   * What the last layer of the online network scores, for a queue.
   *
   * @param views which views
   * @return the requirement
   */
  public static RoleRequirement queue(ViewSelection views) {
    return new RoleRequirement(Role.QUEUE, Network.ONLINE, Stage.PROJECTION, views);
  }
}
