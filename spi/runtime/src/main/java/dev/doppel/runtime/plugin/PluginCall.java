package dev.doppel.runtime.plugin;

import java.util.function.Supplier;

/**
 * A call into a plugin. Libraries look for services and resources through the thread's context
 * class loader, so a plugin that has a class loader of its own finds it there while it is called;
 * for one on the class path the thread stays as it is.
 */
public final class PluginCall {

  private PluginCall() {}

  /**
   * Calls a plugin.
   *
   * @param loader the class loader of what is called
   * @param call the call
   * @param <T> the type of its result
   * @return its result; what it throws passes
   */
  public static <T> T in(ClassLoader loader, Supplier<T> call) {
    if (!(loader instanceof PluginClassLoader)) {
      return call.get();
    }
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return call.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /**
   * Calls a plugin for what the call does alone.
   *
   * @param loader the class loader of what is called
   * @param call the call; what it throws passes
   */
  public static void run(ClassLoader loader, Runnable call) {
    in(
        loader,
        () -> {
          call.run();
          return null;
        });
  }

  /**
   * Calls a plugin.
   *
   * @param part what is called, or what the plugin made
   * @param call the call
   * @param <T> the type of its result
   * @return its result; what it throws passes
   */
  public static <T> T on(Object part, Supplier<T> call) {
    return in(part.getClass().getClassLoader(), call);
  }
}
