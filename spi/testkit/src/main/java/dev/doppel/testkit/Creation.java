package dev.doppel.testkit;

import dev.doppel.spi.ExtensionFactory;
import dev.doppel.spi.guard.CollapseGuardFactory;
import dev.doppel.spi.loss.LossFactory;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.target.TargetUpdateFactory;
import dev.doppel.spi.view.ViewOperationFactory;
import dev.doppel.spi.view.ViewPolicyFactory;
import dev.doppel.spi.view.ViewTarget;

/** Has a factory of any kind create its extension. */
final class Creation {

  private static final ViewTarget VIEW = new ViewTarget(3, 32);

  private Creation() {}

  static Object create(ExtensionFactory factory, Options options) {
    if (factory instanceof LossFactory loss) {
      return loss.create(options);
    }
    if (factory instanceof TargetUpdateFactory update) {
      return update.create(options);
    }
    if (factory instanceof CollapseGuardFactory guard) {
      return guard.create(options);
    }
    if (factory instanceof ViewPolicyFactory policy) {
      return policy.create(options, VIEW);
    }
    if (factory instanceof ViewOperationFactory operation) {
      return operation.create(options, VIEW);
    }
    throw new IllegalArgumentException(
        "no kind of extension is made by " + factory.getClass().getName());
  }
}
