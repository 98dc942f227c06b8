package dev.doppel.dl4j;

import java.lang.System.Logger.Level;
import java.util.Optional;

/** Tells once when ND4J runs without the natives that convolve fastest. */
final class NativesAdvice {

  private static final System.Logger LOGGER = System.getLogger(NativesAdvice.class.getName());

  private NativesAdvice() {}

  private static final class Once {

    static {
      LOGGER.log(Level.WARNING, text(Nd4jNatives.load()).orElseThrow());
    }

    private static void say() {
      // The class's initialization has said it.
    }
  }

  /**
   * What to say of natives.
   *
   * @return the advice; none where nothing is wrong, or the advice is for another device
   */
  static Optional<String> text(Nd4jNatives natives) {
    if (natives.cuda() || natives.oneDnn()) {
      return Optional.empty();
    }
    String lack =
        "ND4J runs without oneDNN, which makes convolutions on a CPU about 2.5 times faster";
    if (!natives.platform().endsWith("-x86_64")) {
      return Optional.of(
          lack + ". For %s there are no natives with it".formatted(natives.platform()));
    }
    return Optional.of(
        lack
            + ": put nd4j-native with classifier %s-onednn-avx2".formatted(natives.platform())
            + " on the class path and start Java with"
            + " -Dorg.bytedeco.javacpp.platform.extension=-onednn-avx2; or both with -onednn, if the"
            + " processor has no AVX2");
  }

  static void giveOnce(Nd4jNatives natives) {
    if (text(natives).isPresent()) {
      Once.say();
    }
  }
}
