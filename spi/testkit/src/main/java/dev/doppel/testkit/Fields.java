package dev.doppel.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/** Looks for fields that can change: what an extension remembers belongs in its state. */
final class Fields {

  private Fields() {}

  static void requireFinal(Object extension) {
    List<String> mutable = new ArrayList<>();
    for (Class<?> type = extension.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isFinal(field.getModifiers()) && !field.isSynthetic()) {
          mutable.add(field.toString());
        }
      }
    }
    assertThat(mutable)
        .as("fields of %s that are not final", extension.getClass().getName())
        .isEmpty();
  }
}
