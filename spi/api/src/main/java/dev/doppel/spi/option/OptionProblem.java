package dev.doppel.spi.option;

/**
 * One thing that is wrong with the options of an extension.
 *
 * @param name the option's name, as it was given
 * @param value the value as it was given; empty if the option is missing
 * @param problem what is wrong, in words that follow the name and the value
 */
public record OptionProblem(String name, String value, String problem) {}
