package dev.doppel.runtime.plugin;

import java.io.Serial;
import java.util.List;

/** No usable plugin brings what was asked for. The message holds all there is to know about it. */
public final class UnknownExtensionException extends PluginException {

  @Serial private static final long serialVersionUID = 1;

  private final String summary;
  private final transient List<String> details;

  UnknownExtensionException(NotFoundAnswer answer, String askedBy) {
    super(answer.message(askedBy));
    this.summary = answer.summary();
    this.details = answer.details();
  }

  /**
   * The message's first line, without who asked.
   *
   * @return such as {@code no loss named 'byol2'; did you mean 'byol'?}
   */
  public String summary() {
    return summary;
  }

  /**
   * What follows the first line: names that exist, plugins that are broken, what else to check.
   *
   * @return the lines, without indentation
   */
  public List<String> details() {
    return details;
  }
}
