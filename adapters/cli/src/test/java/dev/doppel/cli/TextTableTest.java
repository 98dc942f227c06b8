package dev.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TextTableTest {

  @Test
  void lines_rowsOfDifferentWidth_areAligned() {
    TextTable table = new TextTable("name", "value");
    table.row("a", "1");
    table.row("longer", "");

    assertThat(table.lines("  ")).containsExactly("  NAME    VALUE", "  a       1", "  longer");
  }
}
