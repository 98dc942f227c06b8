package dev.doppel.cli;

import dev.doppel.cli.file.Storage;
import dev.doppel.runtime.plugin.PluginRegistry;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the commands find around them. Tests bring their own.
 *
 * @param storage how files are written
 * @param plugins looks for plugins, when a command needs them
 * @param shelf the distribution's recipe files
 * @param terminal whether a person looks at the error output
 * @param clock the time in nanoseconds, from anywhere
 * @param interruption what Ctrl-C does
 */
record CommandContext(
    Storage storage,
    Supplier<PluginRegistry> plugins,
    RecipeShelf shelf,
    boolean terminal,
    LongSupplier clock,
    Interruption interruption) {}
