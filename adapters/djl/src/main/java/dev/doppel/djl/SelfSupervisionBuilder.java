package dev.doppel.djl;

import ai.djl.nn.Block;
import ai.djl.training.dataset.RandomAccessDataset;
import dev.doppel.runtime.program.ProgramRun;
import dev.doppel.runtime.recipe.Recipe;
import dev.doppel.runtime.recipe.RecipePlugins;
import dev.doppel.runtime.step.Collective;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.training.TrainingPlan;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Wires a recipe for a DJL program that says more than {@link SelfSupervision#load} takes: heads of
 * its own, or a listener.
 *
 * <pre>{@code
 * SelfSupervision byol =
 *     SelfSupervision.builder(Recipe.empty().withFile(Path.of("byol.properties")))
 *         .projector(Program::projector)
 *         .predictor(() -> Linear.builder().setUnits(256).build())
 *         .build(Program::backbone, images);
 * }</pre>
 */
public final class SelfSupervisionBuilder {

  private final Recipe recipe;
  private Optional<HeadSource> projector = Optional.empty();
  private Optional<HeadSource> predictor = Optional.empty();
  private StepListener listener = new StepListener() {};

  SelfSupervisionBuilder(Recipe recipe) {
    this.recipe = recipe;
  }

  /**
   * Replaces the recipe's projector by a program's own, from {@code [batch, width]} to {@code
   * [batch, width]}. It starts as its blocks or the training configuration's initializers say.
   *
   * @param head makes a new projector at each call
   * @return this
   */
  public SelfSupervisionBuilder projector(Supplier<Block> head) {
    projector = Optional.of(HeadSource.of(head));
    return this;
  }

  /**
   * Replaces the recipe's predictor, as {@link #projector} does the projector.
   *
   * @param head makes a new predictor at each call
   * @return this
   */
  public SelfSupervisionBuilder predictor(Supplier<Block> head) {
    predictor = Optional.of(HeadSource.of(head));
    return this;
  }

  /**
   * Has a listener told of each step.
   *
   * @param stepListener the listener
   * @return this
   */
  public SelfSupervisionBuilder listener(StepListener stepListener) {
    listener = stepListener;
    return this;
  }

  /**
   * Wires the recipe for a dataset, as {@link SelfSupervision#load} does. What does not fit in the
   * heads, and views of a size that the backbone does not take, are refused when the trainer is
   * initialized, before the first step.
   *
   * @param backbone makes a new, uninitialized backbone at each call
   * @param dataset what will be trained on
   * @return the method, wired
   * @throws IOException if the dataset cannot be read
   * @throws dev.doppel.runtime.recipe.RecipeException if the recipe is not valid
   * @throws IllegalArgumentException if samples have one array that is no image, or a head's
   *     supplier returns one block twice
   */
  public SelfSupervision build(Supplier<Block> backbone, RandomAccessDataset dataset)
      throws IOException {
    ProgramRun run =
        ProgramRun.resolve(
            recipe,
            RecipePlugins.discover(recipe),
            new DjlBackend(backbone),
            SampleInspection.inspect(dataset));
    TrainingPlan plan = run.plan();
    NetworkSettings settings =
        NetworkSettings.of(
                run,
                backbone,
                run.pipeline().isPresent() ? plan.views().views() : List.of(),
                Collective.single())
            .withHeads(
                projector.orElse(HeadSource.of(plan.projector())),
                predictor.orElse(HeadSource.of(plan.predictor())));
    return new SelfSupervision(run, settings, listener);
  }
}
