package dev.doppel.runtime.program;

import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.recipe.Recipe;
import dev.doppel.runtime.recipe.RecipeResolver;
import dev.doppel.runtime.recipe.ResolvedRecipe;
import dev.doppel.runtime.recipe.RunIdentity;
import dev.doppel.runtime.step.StepRoles;
import dev.doppel.runtime.training.TrainingBackend;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.runtime.view.ViewPipeline;
import dev.doppel.spi.view.ViewKind;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A run on the data of a user's program.
 *
 * @param plan the run
 * @param identity what must be the same to go on from a checkpoint
 * @param roles the outputs that the method needs for the views of a sample
 * @param pipeline draws the views; empty where the data has views already
 */
public record ProgramRun(
    TrainingPlan plan, RunIdentity identity, StepRoles roles, Optional<ViewPipeline> pipeline) {

  /**
   * A run whose data has the views of its policy already.
   *
   * @param plan the run
   * @return the same on a program's data
   * @throws IllegalArgumentException if the loss asks for views that the policy does not have
   */
  public static ProgramRun of(TrainingPlan plan) {
    return new ProgramRun(
        plan, RunIdentity.of(plan), roles(plan, plan.views().kinds()), Optional.empty());
  }

  /**
   * Resolves a recipe for a program's data. Samples of several arrays have global views, whatever
   * the recipe's policy.
   *
   * @param recipe the recipe
   * @param plugins what it may select from
   * @param backend the platform of the program
   * @param samples what the samples are
   * @return the run
   * @throws dev.doppel.runtime.recipe.RecipeException if the recipe is not valid
   * @throws IllegalArgumentException if the loss asks for views that the samples do not have
   */
  public static ProgramRun resolve(
      Recipe recipe, PluginRegistry plugins, TrainingBackend backend, SampleKind samples) {
    ResolvedRecipe resolved =
        RecipeResolver.resolve(recipe, plugins, List.of(backend), samples.facts());
    TrainingPlan plan = resolved.plan();
    RunIdentity identity = RunIdentity.of(resolved);
    if (!samples.drawsViews()) {
      List<ViewKind> kinds = Collections.nCopies(samples.arrays(), ViewKind.GLOBAL);
      return new ProgramRun(plan, identity, roles(plan, kinds), Optional.empty());
    }
    ViewPipeline pipeline =
        new ViewPipeline("the recipe's", plan.views(), plugins, plan.channels(), plan.seed());
    return new ProgramRun(plan, identity, roles(plan, plan.views().kinds()), Optional.of(pipeline));
  }

  private static StepRoles roles(TrainingPlan plan, List<ViewKind> kinds) {
    return StepRoles.of(plan.method(), kinds);
  }
}
