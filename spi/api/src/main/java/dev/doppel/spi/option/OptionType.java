package dev.doppel.spi.option;

/** How one kind of value is read, written and described. */
interface OptionType<T> {

  T parse(String text);

  String format(T value);

  String allowed();
}
