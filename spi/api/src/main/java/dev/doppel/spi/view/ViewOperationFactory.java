package dev.doppel.spi.view;

import dev.doppel.spi.ExtensionFactory;
import dev.doppel.spi.option.Options;

/** Creates an image operation. View policies select it by name. */
public interface ViewOperationFactory extends ExtensionFactory {

  /**
   * Creates the operation.
   *
   * @param options the options, checked
   * @param target what the view must come out as
   * @return the operation
   */
  ViewOperation create(Options options, ViewTarget target);
}
