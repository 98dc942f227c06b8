package dev.doppel.cli;

import dev.doppel.cli.training.StopSignal;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;

/**
 * Turns Ctrl-C into a signal to stop, and holds back the end of the machine until the command has
 * written what there is and has said so.
 *
 * <p>Java has no supported way to catch a signal, but it runs shutdown hooks when one arrives, and
 * ends with the signal's status (130 for Ctrl-C) when they return.
 */
final class Interruption {

  private final StopSignal signal = new StopSignal();
  private final CountDownLatch done = new CountDownLatch(1);
  private Thread hook;

  /**
   * From now on Ctrl-C gives the signal instead of ending the command.
   *
   * @param err is told when that happens
   * @return the signal
   */
  StopSignal arm(PrintWriter err) {
    hook = new Thread(() -> interrupt(err), "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
    return signal;
  }

  /** The command is done: the machine may end. */
  void release() {
    done.countDown();
    if (hook != null && !signal.requested()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The machine is already ending, and the hook finds that nothing is left to wait for.
        hook = null;
      }
    }
  }

  private void interrupt(PrintWriter err) {
    if (done.getCount() == 0) {
      return;
    }
    signal.request();
    err.println();
    err.println("interrupted: finishing this step, then writing what there is");
    err.flush();
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
