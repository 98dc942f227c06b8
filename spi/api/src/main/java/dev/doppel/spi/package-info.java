/**
 * The entry point of a plugin jar.
 *
 * <p>A jar names one implementation of {@link dev.doppel.spi.SelfSupervisedPlugin} in {@code
 * META-INF/services} and brings, through its default methods, any number of losses ({@link
 * dev.doppel.spi.loss}), target-update rules ({@link dev.doppel.spi.target}), collapse guards
 * ({@link dev.doppel.spi.guard}), view policies and operations ({@link dev.doppel.spi.view}) and
 * recipes ({@link dev.doppel.spi.recipe}). Each of them is made by an {@link
 * dev.doppel.spi.ExtensionFactory} that declares its options ({@link dev.doppel.spi.option}).
 *
 * <p>Not here: how plugins are found, how a run is configured and how a step is carried out. That
 * is the runtime's.
 */
package dev.doppel.spi;
