package dev.doppel.swav;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.Network;
import dev.doppel.spi.loss.Role;
import dev.doppel.spi.loss.RoleRequirement;
import dev.doppel.spi.loss.Stage;
import dev.doppel.spi.view.ViewSelection;
import dev.doppel.testkit.ArrayEmbeddings;
import dev.doppel.testkit.ViewCrossEntropyContract;
import org.junit.jupiter.api.Test;

final class SwavLossTest extends ViewCrossEntropyContract {

  @Override
  protected Loss loss() {
    return new SwavLoss(0.1);
  }

  /** Sinkhorn assigns equal features to all prototypes alike, which the scores come to predict. */
  @Override
  protected ArrayEmbeddings collapsedOutputs(int batch) {
    return uniformOutputs(batch);
  }

  @Override
  protected String lossName() {
    return "swav";
  }

  @Test
  void roles_assignScoresOfTheOnlineNetwork() {
    assertThat(loss().roles())
        .contains(
            new RoleRequirement(
                Role.TARGET, Network.ONLINE, Stage.PREDICTION, ViewSelection.global()));
    assertThat(loss().headParameters()).isEmpty();
  }
}
