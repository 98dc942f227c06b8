package dev.doppel.dl4j;

import dev.doppel.runtime.training.DeviceException;
import org.bytedeco.javacpp.Loader;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The natives that ND4J has loaded, by what they say of themselves: ND4J takes the plain ones
 * without a word where those that were asked for are not on the class path.
 *
 * @param cuda whether they run on GPUs, and on nothing else
 * @param oneDnn whether they convolve with oneDNN
 * @param platform what they were made for, in ND4J's words, such as {@code linux-x86_64}
 */
record Nd4jNatives(boolean cuda, boolean oneDnn, String platform) {

  /**
   * Starts ND4J, once in a virtual machine.
   *
   * @return what it loaded
   * @throws DeviceException if there are no natives that it can load
   */
  static Nd4jNatives load() {
    String platform = Loader.getPlatform();
    try {
      return new Nd4jNatives(
          !Nd4j.getEnvironment().isCPU(),
          Nd4j.getBackend().buildInfo().contains("HAVE_ONEDNN"),
          platform);
    } catch (LinkageError e) {
      throw new DeviceException(doesNotStart(e, platform), e);
    }
  }

  /** What to say of ND4J when it does not start on a platform. */
  static String doesNotStart(Throwable failure, String platform) {
    Throwable reason = failure;
    while (reason.getCause() != null) {
      reason = reason.getCause();
    }
    return "ND4J finds no natives that it can load (%s). ".formatted(reason)
        + "It needs org.nd4j:nd4j-native on a CPU, or org.nd4j:nd4j-cuda-11.6 and CUDA 11.6 on a"
        + " GPU, each both without a classifier and with the classifier "
        + platform;
  }
}
