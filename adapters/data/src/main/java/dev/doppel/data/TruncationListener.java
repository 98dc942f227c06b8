package dev.doppel.data;

import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/**
 * Tells from the JPEG reader's warnings whether a part of the image was made up. They are the only
 * sign, and they are text: libjpeg's own, which is never translated, and the JDK's about the end.
 *
 * <p>A missing end marker alone is harmless, and so are a few bytes too many before it; both are
 * found in photographs that are whole. Together they are the mark of a file whose rest was lost and
 * filled up.
 */
final class TruncationListener implements IIOReadWarningListener {

  private boolean noEnd;
  private boolean corrupt;
  private boolean dataMissing;

  @Override
  public void warningOccurred(ImageReader source, String warning) {
    noEnd |= warning.contains("Missing EOI");
    corrupt |= warning.contains("Corrupt JPEG data");
    dataMissing |= warning.contains("premature end");
  }

  void check() throws BrokenImageException {
    if (dataMissing || (noEnd && corrupt)) {
      throw new BrokenImageException("the file ends before the image does");
    }
  }
}
