package dev.doppel.runtime.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.runtime.checkpoint.CheckpointException;
import dev.doppel.runtime.training.TrainingPlan;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RunIdentityTest {

  private static final Map<String, String> SETTINGS =
      Map.of("loss", "byol", "steps", "100", "seed", "7");

  @Test
  void require_sameSettings_passes() throws CheckpointException {
    new RunIdentity(SETTINGS).require(saved(SETTINGS), "run.zip");
  }

  @Test
  void require_otherSettings_namesThem() {
    Map<String, String> other = new HashMap<>(SETTINGS);
    other.put("loss", "simsiam");
    other.remove("seed");
    other.put("loss.temperature", "0.2");
    assertThatThrownBy(() -> new RunIdentity(other).require(saved(SETTINGS), "run.zip"))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(
            "cannot go on from run.zip: it is of another run (loss is 'byol' there and 'simsiam'"
                + " here; loss.temperature is not set there and '0.2' here; seed is '7' there and"
                + " not set here); use the settings it was made with");
  }

  @Test
  void require_manyOtherSettings_namesTheFirstFive() {
    Map<String, String> other = new HashMap<>(SETTINGS);
    for (int i = 0; i < 7; i++) {
      other.put("a" + i, "1");
    }
    assertThatThrownBy(() -> new RunIdentity(other).require(saved(SETTINGS), "run.zip"))
        .hasMessageContaining("a4 is not set there and '1' here; and 2 more)")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("a5"));
  }

  @Test
  void require_otherImages_namesTheSetting() {
    Map<String, String> there = with(SETTINGS, "data.count", "54");
    Map<String, String> here = with(SETTINGS, "data.count", "60");
    assertThatThrownBy(() -> new RunIdentity(here).require(saved(there), "run.zip"))
        .hasMessageContaining("(data.count is '54' there and '60' here)");
  }

  @Test
  void require_checkpointOfBeforeImagesWereCompared_passes() throws CheckpointException {
    new RunIdentity(with(SETTINGS, "data.count", "60")).require(saved(SETTINGS), "run.zip");
  }

  @Test
  void differences_settingsNotKnown_areNotCompared() {
    RunIdentity identity = new RunIdentity(SETTINGS);
    assertThat(identity.differences(Map.of("steps", "100"))).isEmpty();
    assertThat(identity.differences(Map.of("steps", "9")))
        .hasValue("steps is '9' there and '100' here");
  }

  private static Map<String, String> with(Map<String, String> settings, String key, String value) {
    Map<String, String> more = new HashMap<>(settings);
    more.put(key, value);
    return more;
  }

  /** A plugin's jar may have moved; its name is a setting like any other. */
  @Test
  void of_recipe_leavesOutWherePluginsAre() {
    RunIdentity identity =
        RunIdentity.of(Resolving.resolve(Resolving.byol("plugin.path=none", "plugin.sha256=none")));

    assertThat(identity).isEqualTo(RunIdentity.of(Resolving.resolve(Resolving.byol())));
    assertThat(identity.settings()).containsEntry("loss", "byol");
  }

  /** A run that goes on after a broken image is the one that skips it. */
  @Test
  void of_recipe_leavesOutWhereTheDataAreAndWhetherBrokenOnesEndTheRun() {
    assertThat(RunIdentity.of(Resolving.resolve(Resolving.byol("data.strict=true", "data=x"))))
        .isEqualTo(RunIdentity.of(Resolving.resolve(Resolving.byol())));
  }

  /** No file names classes, which may move, and some have another name in each run. */
  @Test
  void of_plan_saysPartsInWords() {
    TrainingPlan plan = Resolving.resolve(Resolving.byol()).plan();

    assertThat(RunIdentity.of(plan).settings())
        .containsEntry("loss", "test-loss")
        .allSatisfy((key, value) -> assertThat(value).doesNotContain("dev.doppel"));
  }

  private static Checkpoint saved(Map<String, String> settings) {
    Checkpoint.Builder checkpoint = new Checkpoint.Builder();
    new RunIdentity(settings).save(checkpoint);
    return checkpoint.build();
  }
}
