package dev.doppel.spi;

/**
 * The version of this interface, a whole number that grows with each change a plugin can notice.
 *
 * <p>A plugin returns {@link #CURRENT} from {@link SelfSupervisedPlugin#spiVersion()}. The compiler
 * writes the constant's value into the plugin's own byte code, so an old jar goes on reporting the
 * version it was built for.
 */
public final class SpiVersion {

  /** The version of the interface in this jar. */
  public static final int CURRENT = 1;

  private SpiVersion() {}
}
