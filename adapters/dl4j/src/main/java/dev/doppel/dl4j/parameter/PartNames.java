package dev.doppel.dl4j.parameter;

import dev.doppel.spi.target.NetworkPart;
import java.util.Locale;

/** What the vertices of a network's parts are called, and the parts themselves in messages. */
public final class PartNames {

  private PartNames() {}

  /**
   * A part's name in messages.
   *
   * @param part the part
   * @return such as {@code projector}
   */
  public static String word(NetworkPart part) {
    return part.name().toLowerCase(Locale.ROOT);
  }

  /**
   * The name of a vertex of one of the heads.
   *
   * @param head the head
   * @param index the layer, from 0
   * @return such as {@code projector-0}
   */
  public static String vertex(NetworkPart head, int index) {
    return prefix(head) + index;
  }

  /** The part that a vertex belongs to; those of no head are the user's. */
  static NetworkPart partOf(String vertex) {
    if (vertex.startsWith(prefix(NetworkPart.PROJECTOR))) {
      return NetworkPart.PROJECTOR;
    }
    return vertex.startsWith(prefix(NetworkPart.PREDICTOR))
        ? NetworkPart.PREDICTOR
        : NetworkPart.BACKBONE;
  }

  private static String prefix(NetworkPart head) {
    return word(head) + "-";
  }
}
