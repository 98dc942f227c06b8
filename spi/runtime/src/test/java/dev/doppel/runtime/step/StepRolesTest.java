package dev.doppel.runtime.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.runtime.step.StepRoles.ResolvedRole;
import dev.doppel.spi.loss.Network;
import dev.doppel.spi.loss.RoleRequirement;
import dev.doppel.spi.loss.Stage;
import dev.doppel.spi.target.TargetSource;
import dev.doppel.spi.view.ViewSelection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Predictions of views 2 and 0, targets of view 1. */
final class StepRolesTest {

  private static final RoleRequirement PREDICTION =
      RoleRequirement.prediction(ViewSelection.at(2, 0));
  private static final RoleRequirement TARGET = RoleRequirement.target(ViewSelection.at(1));

  private static StepRoles roles(TargetSource source) {
    return new StepRoles(
        List.of(
            new ResolvedRole(PREDICTION, 2),
            new ResolvedRole(PREDICTION, 0),
            new ResolvedRole(TARGET, 1)),
        source);
  }

  @Test
  void views_ownTarget_passTheNetworkThatServesThem() {
    StepRoles roles = roles(TargetSource.OWN_NETWORK);

    assertThat(roles.passOf(TARGET)).isEqualTo(Network.TARGET);
    assertThat(roles.views(Network.ONLINE)).containsExactly(2, 0);
    assertThat(roles.views(Network.TARGET)).containsExactly(1);
    assertThat(roles.lastStage(Network.ONLINE)).isEqualTo(Stage.PREDICTION);
    assertThat(roles.lastStage(Network.TARGET)).isEqualTo(Stage.PROJECTION);
  }

  @Test
  void views_onlineNetworkAsTarget_allPassIt() {
    StepRoles roles = roles(TargetSource.ONLINE_NETWORK);

    assertThat(roles.passOf(TARGET)).isEqualTo(Network.ONLINE);
    assertThat(roles.views(Network.ONLINE)).containsExactly(2, 0, 1);
    assertThat(roles.views(Network.TARGET)).isEmpty();
    assertThat(roles.lastStage(Network.TARGET)).isEqualTo(Stage.EMBEDDING);
  }

  @Test
  void checkViews_missingView_isRefused() {
    StepRoles roles = roles(TargetSource.OWN_NETWORK);

    assertThatCode(() -> roles.checkViews(3)).doesNotThrowAnyException();
    assertThatThrownBy(() -> roles.checkViews(2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the loss needs view 2, but a batch has 2 views; give each sample as many arrays as"
                + " the view policy has views");
  }
}
