package dev.doppel.runtime.recipe;

import dev.doppel.runtime.network.HeadSpecification;
import dev.doppel.runtime.network.LayerSpecification;
import dev.doppel.runtime.step.Method;
import dev.doppel.spi.guard.TargetShaper;
import dev.doppel.spi.loss.HeadParameter;
import dev.doppel.spi.loss.Network;
import dev.doppel.spi.loss.Role;
import dev.doppel.spi.loss.TargetForm;
import dev.doppel.spi.target.TargetSource;
import java.util.Set;

/** Checks that the parts of a method go together, and says which two do not. */
final class MethodMatch {

  private final SettingsReader settings;
  private final Method method;
  private final String loss;

  MethodMatch(SettingsReader settings, Method method) {
    this.settings = settings;
    this.method = method;
    this.loss = "loss '" + value(RecipeKeys.LOSS) + "'";
  }

  void check(HeadSpecification predictor) {
    checkTargetUpdate();
    checkSymmetry();
    method.targetShaper().ifPresent(this::checkShaper);
    checkHead(predictor, method.loss().headParameters(), loss);
    method
        .targetShaper()
        .ifPresent(shaper -> checkHead(predictor, shaper.headParameters(), shaperName()));
  }

  private void checkTargetUpdate() {
    boolean moves = method.targetUpdate().source() == TargetSource.OWN_NETWORK;
    boolean looks =
        method.loss().roles().stream().anyMatch(role -> role.network() == Network.TARGET);
    if (moves && !looks) {
      settings.problem(
          RecipeKeys.TARGET_UPDATE.key(),
          "'%s' moves a target network, but %s needs none; choose target-update = none"
              .formatted(value(RecipeKeys.TARGET_UPDATE), loss));
    }
  }

  private void checkSymmetry() {
    if (!method.symmetric() && !hasTargets()) {
      settings.problem(
          RecipeKeys.SYMMETRIC.key(),
          "must be true, since %s has predictions of all views and no targets".formatted(loss));
    }
  }

  private void checkShaper(TargetShaper shaper) {
    if (!hasTargets()) {
      settings.problem(
          RecipeKeys.TARGET_SHAPING.key(),
          "'%s' has nothing to shape, since %s has no targets; choose target-shaping = none"
              .formatted(value(RecipeKeys.TARGET_SHAPING), loss));
    } else if (shaper.form() == TargetForm.DISTRIBUTION
        && method.loss().targetForm() == TargetForm.VECTOR) {
      settings.problem(
          RecipeKeys.TARGET_SHAPING.key(),
          "'%s' makes distributions over prototypes, but %s compares vectors; choose another loss,"
                  .formatted(value(RecipeKeys.TARGET_SHAPING), loss)
              + " or target-shaping = none");
    }
  }

  private boolean hasTargets() {
    return method.loss().roles().stream().anyMatch(role -> role.role() == Role.TARGET);
  }

  /** A head parameter scores projections, so its layer is all that the predictor has. */
  private void checkHead(
      HeadSpecification predictor, Set<HeadParameter> parameters, String whoAsks) {
    boolean has =
        predictor.layers().size() == 1
            && predictor.layers().get(0) instanceof LayerSpecification.Prototypes;
    if (parameters.contains(HeadParameter.PROTOTYPES) && !has) {
      settings.problem(
          RecipeKeys.PREDICTOR.key(),
          "must be prototypes(N), since %s needs prototypes, but is '%s'"
              .formatted(whoAsks, predictor));
    }
  }

  private String shaperName() {
    return "target-shaping '" + value(RecipeKeys.TARGET_SHAPING) + "'";
  }

  private String value(RecipeKey<String> key) {
    return settings.resolved().get(key.key()).value();
  }
}
