package dev.doppel.views;

/** The weights of red, green and blue in brightness (ITU-R BT.601, rounded as torchvision does). */
final class Luma {

  static final float RED = 0.2989f;
  static final float GREEN = 0.587f;
  static final float BLUE = 0.114f;

  private Luma() {}
}
