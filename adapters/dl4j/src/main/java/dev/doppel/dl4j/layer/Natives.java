package dev.doppel.dl4j.layer;

import org.nd4j.nativeblas.NativeOpsHolder;

/** What the natives that ND4J loaded are good at. */
final class Natives {

  private Natives() {}

  /** Looked up when it is first asked for, since it loads the natives. */
  private static final class Build {

    private static final String INFORMATION =
        NativeOpsHolder.getInstance().getDeviceNativeOps().buildInfo();

    private static final boolean HAS_LIBRARY =
        INFORMATION.contains("HAVE_ONEDNN") || INFORMATION.contains("HAVE_CUDNN");
  }

  /**
   * Whether gradients of convolutions come from a library for them. ND4J's own operation is slower
   * than DL4J's layer.
   */
  static boolean hasConvolutionGradients() {
    return Build.HAS_LIBRARY;
  }
}
