package dev.doppel.dl4j.parameter;

import java.util.Locale;

/** A part of a network, in the order of the way through it. */
public enum Part {
  /** The user's layers. */
  BACKBONE,
  /** The projector's layers. */
  PROJECTOR,
  /** The predictor's layers. */
  PREDICTOR;

  /**
   * The name of one of the part's vertices.
   *
   * @param index the layer, from 0
   * @return the name
   */
  public String vertex(int index) {
    return prefix() + index;
  }

  /** The part that a vertex belongs to. */
  static Part of(String vertex) {
    if (vertex.startsWith(PROJECTOR.prefix())) {
      return PROJECTOR;
    }
    return vertex.startsWith(PREDICTOR.prefix()) ? PREDICTOR : BACKBONE;
  }

  private String prefix() {
    return this + "-";
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
