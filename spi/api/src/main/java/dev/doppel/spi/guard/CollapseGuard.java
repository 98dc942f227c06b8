package dev.doppel.spi.guard;

/** Something that keeps a run from failing, or notices that it does. One of three kinds. */
public sealed interface CollapseGuard permits TargetShaper, GradientGuard, CollapseMonitor {}
