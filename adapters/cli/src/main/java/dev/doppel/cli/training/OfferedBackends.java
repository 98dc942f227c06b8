package dev.doppel.cli.training;

import dev.doppel.runtime.recipe.Recipe;
import dev.doppel.runtime.training.TrainingBackend;
import java.util.List;
import java.util.ServiceLoader;

/** The platforms that a recipe can run on. */
public final class OfferedBackends {

  private static final String KEY = "backend";
  private static final String FIRST_CHOICE = "djl";

  private OfferedBackends() {}

  /**
   * The backends on the class path: a program that has several names one in its recipe.
   *
   * @return the backends
   */
  public static List<TrainingBackend> present() {
    return ServiceLoader.load(TrainingBackend.class).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  /**
   * The platform that a recipe runs on.
   *
   * @param recipe the recipe
   * @return the name that it has, or that of the command's choice where it has none
   */
  public static String nameFor(Recipe recipe) {
    return recipe.value(KEY).orElseGet(() -> to(recipe).get(0).name());
  }

  /**
   * What the command offers: the backends on the class path; only the distribution's first choice,
   * {@code djl}, to a recipe that names none.
   *
   * @param recipe the recipe
   * @return the backends
   */
  public static List<TrainingBackend> to(Recipe recipe) {
    List<TrainingBackend> present = present();
    List<TrainingBackend> first =
        present.stream().filter(backend -> backend.name().equals(FIRST_CHOICE)).toList();
    return recipe.value(KEY).isPresent() || first.isEmpty() ? present : first;
  }
}
