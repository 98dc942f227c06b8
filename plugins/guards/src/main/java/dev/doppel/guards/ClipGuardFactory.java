package dev.doppel.guards;

import dev.doppel.spi.guard.CollapseGuard;
import dev.doppel.spi.guard.CollapseGuardFactory;
import dev.doppel.spi.guard.GradientGuard;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import java.util.List;
import java.util.Locale;

/** Creates the guard {@code clip}. */
final class ClipGuardFactory implements CollapseGuardFactory {

  static final Option<Double> MAXIMUM =
      Option.decimal("maximum")
          .greaterThan(0)
          .defaultValue(3.0)
          .describedAs("greatest norm of a gradient; longer ones are scaled down to it");

  static final Option<String> SCOPE =
      Option.choice("scope", "tensor", "global")
          .defaultValue("tensor")
          .describedAs(
              "whose norm: each parameter's own (DINO), or that of all together, by one factor");

  @Override
  public String name() {
    return "clip";
  }

  @Override
  public String description() {
    return "Scales gradients down to a greatest norm.";
  }

  @Override
  public Class<? extends CollapseGuard> kind() {
    return GradientGuard.class;
  }

  @Override
  public List<Option<?>> options() {
    return List.of(MAXIMUM, SCOPE);
  }

  @Override
  public CollapseGuard create(Options options) {
    return new ClipGuard(
        options.get(MAXIMUM), ClipScope.valueOf(options.get(SCOPE).toUpperCase(Locale.ROOT)));
  }
}
