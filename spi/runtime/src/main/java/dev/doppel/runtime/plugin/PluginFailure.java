package dev.doppel.runtime.plugin;

import java.util.ServiceConfigurationError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what an error of a plugin means, in words that follow the name of its class. */
public final class PluginFailure {

  /** How an error about a line of a services file begins, on any Java. */
  private static final Pattern SERVICES_LINE =
      Pattern.compile(".*" + Pattern.quote(ServiceDeclarations.FILE) + ":(\\d+): .*");

  /** The name of a method, which the error has somewhere, in the words of the Java at hand. */
  private static final Pattern METHOD = Pattern.compile("(\\w+)\\(");

  /** As PyTorch says it of GPUs, and of the host on Linux and on Windows. */
  private static final Pattern MEMORY =
      Pattern.compile("out of memory|can't allocate memory|not enough memory");

  /** How an error names the method by which a module makes its plugin. */
  private static final String PROVIDER_METHOD = ".provider() ";

  private PluginFailure() {}

  /**
   * What an error means, and what to do about it where that is known.
   *
   * @param failure what was thrown while a plugin was loaded or called
   * @return the words, such as {@code needs class 'a.B', which is missing}
   */
  public static String words(Throwable failure) {
    if (failure instanceof ServiceConfigurationError error) {
      return configuration(error);
    }
    if (failure instanceof UnsupportedClassVersionError) {
      return "is compiled for a newer Java than this one (" + Runtime.version().feature() + ")";
    }
    if (failure instanceof ExceptionInInitializerError && failure.getCause() != null) {
      return "cannot be initialised: " + failure.getCause();
    }
    if (failure instanceof NoClassDefFoundError
        && failure.getCause() instanceof ClassNotFoundException) {
      // It has a cause where the class is there and its jar cannot be read, as of one that changed.
      Throwable unreadable = failure.getCause().getCause();
      return "needs class '%s', which is missing%s"
          .formatted(className(failure), unreadable == null ? "" : ": " + unreadable);
    }
    if (failure instanceof AbstractMethodError) {
      Matcher method = METHOD.matcher(String.valueOf(failure.getMessage()));
      if (method.find()) {
        return "lacks the method '%s': it was built against another version of what it implements"
            .formatted(method.group(1));
      }
    }
    if (failure instanceof IncompatibleClassChangeError) {
      // NoSuchMethodError among them
      return "was built against another version of what it calls or implements: " + failure;
    }
    return "failed: " + failure;
  }

  /**
   * Whether a platform says that a device's memory is too small, which is no defect of the plugin
   * that asked for it.
   *
   * @param failure what was thrown
   * @return whether it, or what caused it, says so
   */
  public static boolean isOfMemory(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (MEMORY.matcher(message).find()) {
        return true;
      }
    }
    return false;
  }

  private static String configuration(ServiceConfigurationError error) {
    Throwable cause = error.getCause();
    String message = String.valueOf(error.getMessage());
    if (cause instanceof NoSuchMethodException || message.contains("no-arg constructor")) {
      return "has no public constructor without parameters";
    }
    if (cause instanceof IllegalAccessException) {
      return "is not public, or its constructor without parameters is not";
    }
    boolean isMethod = message.contains(PROVIDER_METHOD);
    if (cause != null) {
      return cause instanceof LinkageError
          ? words(cause)
          : "cannot be created, its %s failed: %s"
              .formatted(isMethod ? "method provider()" : "constructor", cause);
    }
    if (isMethod) {
      return "cannot be created, its method provider() returned null";
    }
    if (message.endsWith("not found")) {
      return "is named as a plugin, but there is no such class";
    }
    if (message.endsWith("not a subtype")) {
      return "does not implement the SelfSupervisedPlugin of this host; if its jar brings its own"
          + " copy of doppel-spi, leave that out (scope provided)";
    }
    Matcher line = SERVICES_LINE.matcher(message);
    if (line.matches()) {
      return "has no name of a class in line %s of its file %s"
          .formatted(line.group(1), ServiceDeclarations.FILE);
    }
    return "cannot be loaded: " + message;
  }

  private static String className(Throwable failure) {
    return String.valueOf(failure.getMessage()).replace('/', '.');
  }
}
