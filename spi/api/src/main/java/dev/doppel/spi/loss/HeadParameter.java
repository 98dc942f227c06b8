package dev.doppel.spi.loss;

/** Parameters of the online network's heads that losses and shapers may ask for by name. */
public enum HeadParameter {
  /**
   * The directions that features are scored against (SwAV, arXiv 2006.09882), of shape {@code
   * [prototypes, width]}. The host keeps each row at unit length before each forward pass.
   */
  PROTOTYPES("prototypes");

  private final String layer;

  HeadParameter(String layer) {
    this.layer = layer;
  }

  /**
   * The layer that has it.
   *
   * @return the layer's name in a recipe's {@code projector} or {@code predictor}
   */
  public String layer() {
    return layer;
  }
}
