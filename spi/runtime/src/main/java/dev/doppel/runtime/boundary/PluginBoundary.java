package dev.doppel.runtime.boundary;

import dev.doppel.runtime.plugin.PluginCall;
import dev.doppel.runtime.plugin.PluginException;
import dev.doppel.runtime.plugin.PluginFailure;
import dev.doppel.spi.guard.CollapseMonitor;
import dev.doppel.spi.guard.GradientGuard;
import dev.doppel.spi.guard.TargetShaper;
import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.target.TargetUpdate;
import dev.doppel.spi.view.ViewOperation;
import java.util.Collection;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The host's side of all calls to one part that a plugin brought. What goes wrong there becomes a
 * {@link PluginException} that names the part, its plugin, version and jar.
 *
 * <p>Errors of the virtual machine pass as they are: that memory runs out is no defect of whoever
 * happened to ask for it. So do a platform's exceptions that say the same. A stack that overflows
 * is the exception, which is some recursion's own.
 *
 * <p>Safe to use from several threads at once.
 */
public final class PluginBoundary {

  /** Stands for a call that belongs to no step. */
  private static final long NO_STEP = -1;

  private final PartOrigin origin;
  private final BoundaryChecks checks;
  private final SlowCallWatch watch;
  private final ClassLoader loader;

  /**
   * Creates the boundary of one part.
   *
   * @param origin where the part comes from
   * @param checks how closely to look at what it hands over
   */
  public PluginBoundary(PartOrigin origin, BoundaryChecks checks) {
    this(origin, checks, SlowCallWatch.logging());
  }

  PluginBoundary(PartOrigin origin, BoundaryChecks checks, SlowCallWatch watch) {
    this(origin, checks, watch, PluginBoundary.class.getClassLoader());
  }

  private PluginBoundary(
      PartOrigin origin, BoundaryChecks checks, SlowCallWatch watch, ClassLoader loader) {
    this.origin = origin;
    this.checks = checks;
    this.watch = watch;
    this.loader = loader;
  }

  /** This boundary, behind which a plugin's class loader is the thread's. */
  private PluginBoundary around(Object part) {
    return new PluginBoundary(origin, checks, watch, part.getClass().getClassLoader());
  }

  /**
   * A loss with this boundary around it.
   *
   * @param loss the loss
   * @return a loss that computes the same
   */
  public Loss loss(Loss loss) {
    return new CheckedLoss(loss, around(loss));
  }

  /**
   * A target update with this boundary around it.
   *
   * @param update the target update
   * @return a target update that does the same
   */
  public TargetUpdate targetUpdate(TargetUpdate update) {
    return new CheckedTargetUpdate(update, around(update));
  }

  /**
   * A target shaper with this boundary around it.
   *
   * @param shaper the target shaper
   * @return a target shaper that computes the same
   */
  public TargetShaper targetShaper(TargetShaper shaper) {
    return new CheckedTargetShaper(shaper, around(shaper));
  }

  /**
   * A gradient guard with this boundary around it.
   *
   * @param guard the gradient guard
   * @return a gradient guard that does the same
   */
  public GradientGuard gradientGuard(GradientGuard guard) {
    return new CheckedGradientGuard(guard, around(guard));
  }

  /**
   * A monitor with this boundary around it.
   *
   * @param monitor the monitor
   * @return a monitor that says the same
   */
  public CollapseMonitor monitor(CollapseMonitor monitor) {
    return new CheckedMonitor(monitor, around(monitor));
  }

  /**
   * A view operation with this boundary around it.
   *
   * @param operation the view operation
   * @return a view operation that does the same
   */
  public ViewOperation viewOperation(ViewOperation operation) {
    return new CheckedViewOperation(operation, around(operation));
  }

  /**
   * Calls a factory, with its class loader as the thread's if it has one of its own.
   *
   * @param factory the factory
   * @param creation what to ask it for, such as a part, or what it thinks of its options
   * @param <F> the type of the factory
   * @param <T> the type of what it returns
   * @return what it returned, not {@code null}
   * @throws IllegalArgumentException if that is what the call throws: a plugin may say so what is
   *     wrong with its arguments
   * @throws PluginException if it throws anything else, or returns {@code null}
   */
  public <F, T> T create(F factory, Function<F, T> creation) {
    T created;
    try {
      created = PluginCall.on(factory, () -> creation.apply(factory));
    } catch (IllegalArgumentException | PluginException e) {
      throw e;
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      throw blamed(NO_STEP, e);
    }
    if (created == null) {
      throw fault("returned null");
    }
    return created;
  }

  /**
   * Does what depends on something that the part handed over, such as keeping its state: if that
   * cannot be done, the part is to blame.
   *
   * @param work what to do
   * @throws PluginException if it fails
   */
  public void takeOver(Runnable work) {
    call(
        () -> {
          work.run();
          return work;
        });
  }

  /**
   * What to throw where the part broke a rule.
   *
   * @param words what it did and what is allowed, in words that follow the part's name
   * @return the exception
   */
  public PluginException fault(String words) {
    return new PluginException(origin + " " + words);
  }

  /**
   * How closely the host looks at what the part hands over.
   *
   * @return how closely
   */
  public BoundaryChecks checks() {
    return checks;
  }

  /** Calls the part outside of steps. */
  <T> T call(Supplier<T> call) {
    return call(NO_STEP, call);
  }

  /** Calls the part in a step. */
  <T> T call(long step, Supplier<T> call) {
    try {
      return PluginCall.in(loader, call);
    } catch (PluginException e) {
      throw e;
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      throw blamed(step, e);
    }
  }

  /** Calls a method outside of steps that must not return null. */
  <T> T require(String method, Supplier<T> call) {
    return require(method, NO_STEP, call);
  }

  /** Calls a method in a step that must not return null. */
  <T> T require(String method, long step, Supplier<T> call) {
    T returned = call(step, call);
    if (returned == null) {
      throw fault("returned null from " + method + at(step));
    }
    return returned;
  }

  /** The same for a list or a set, of which no element may be null either. */
  <C extends Collection<?>> C requireAll(String method, Supplier<C> call) {
    return all(method, NO_STEP, require(method, call));
  }

  /** The same in a step, and says when it takes long. */
  <C extends Collection<?>> C requireAllInTime(String method, long step, Supplier<C> call) {
    return all(method, step, requireInTime(method, step, call));
  }

  private <C extends Collection<?>> C all(String method, long step, C returned) {
    if (returned.stream().anyMatch(Objects::isNull)) {
      throw fault("returned a collection with null in it from " + method + at(step));
    }
    return returned;
  }

  /** The same as {@link #require}, and says when it takes long. */
  <T> T requireInTime(String method, long step, Supplier<T> call) {
    return checks.lookAtValues()
        ? watch.during(() -> require(method, step, call), () -> origin + calledAt(step))
        : require(method, step, call);
  }

  /** Refuses an answer that lacks something. */
  void requireNonNull(Object part, String what, long step) {
    if (part == null) {
      throw fault("returned " + what + at(step));
    }
  }

  /** Refuses a name that cannot be that of a column in a metrics file. */
  void requireName(String name, String what, long step) {
    if (!FigureNames.isAllowed(name)) {
      throw fault(
          "returned %s named '%s'%s; names must %s"
              .formatted(what, FigureNames.shown(name), at(step), FigureNames.RULE));
    }
  }

  /** The same outside of steps. */
  void requireName(String name, String what) {
    requireName(name, what, NO_STEP);
  }

  /** What to throw for a failure: of a platform whose memory ran out, that itself. */
  private RuntimeException blamed(long step, Throwable failure) {
    if (failure instanceof RuntimeException exception && PluginFailure.isOfMemory(exception)) {
      return exception;
    }
    // What a plugin says may have several lines; the host's messages have one.
    String words = PluginFailure.words(failure).strip().replaceAll("\\s*\\R\\s*", " ");
    return new PluginException(origin + calledAt(step) + " " + words + alignment(failure), failure);
  }

  private String alignment(Throwable failure) {
    return failure instanceof IncompatibleClassChangeError
        ? origin.plugin().map(plugin -> " (" + plugin.alignment() + ")").orElse("")
        : "";
  }

  private static String calledAt(long step) {
    return step == NO_STEP ? "" : ", called at step " + step + ",";
  }

  private static String at(long step) {
    return step == NO_STEP ? "" : " at step " + step;
  }
}
