/**
 * Declared, typed, ranged and documented settings.
 *
 * <p>An {@link dev.doppel.spi.option.Option} says what is allowed; {@link
 * dev.doppel.spi.option.Options} holds the checked values. Where the text comes from (files, the
 * command line) is the runtime's business.
 */
package dev.doppel.spi.option;
