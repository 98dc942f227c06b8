package dev.doppel.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doppel.spi.SelfSupervisedPlugin;
import dev.doppel.spi.SpiVersion;
import dev.doppel.spi.loss.Loss;
import dev.doppel.spi.loss.LossFactory;
import dev.doppel.spi.option.Option;
import dev.doppel.spi.option.Options;
import dev.doppel.spi.recipe.ImageScale;
import dev.doppel.spi.recipe.RecipePreset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract passes what is right, and each of its rules fails for a plugin that breaks it. */
final class PluginContractTest {

  private static final RecipePreset RECIPE =
      new RecipePreset(
          "cosine",
          ImageScale.IMAGENET,
          "For the contract's own test.",
          Map.of("loss", "cosine", "loss.scale", "2", "target-update", "ema"));

  @Test
  void contract_ofRightPlugin_passes() {
    assertThat(ContractRun.failures(RightContract.class)).isEmpty();
  }

  @Test
  void contract_ofPluginThatNoFileNames_fails() {
    assertThat(ContractRun.failures(UnlistedContract.class))
        .containsOnlyKeys("provider_isFound", "provider_isTheSameForClassPathAndModulePath");
  }

  @Test
  void contract_ofPluginForAnotherVersion_fails() {
    assertThat(ContractRun.failures(OldContract.class)).containsKey("spiVersion_isCurrent");
  }

  @Test
  void contract_ofPluginThatBringsNothing_fails() {
    assertThat(ContractRun.failures(EmptyContract.class)).containsKey("contents_areNotEmpty");
  }

  @Test
  void contract_ofBadNames_fails() {
    assertThat(ContractRun.failures(ShoutingContract.class))
        .containsKey("names_areWellFormedAndUnique");
    assertThat(ContractRun.failures(TwinContract.class))
        .containsKey("names_areWellFormedAndUnique");
  }

  @Test
  void contract_ofOptionThatNothingReads_fails() {
    assertThat(ContractRun.failures(DeafContract.class)).containsKey("factories_readEachOption");
  }

  @Test
  void contract_ofUndocumentedOption_fails() {
    assertThat(ContractRun.failures(SilentContract.class)).containsKey("descriptions_areThere");
  }

  @Test
  void contract_ofFactoryThatRefusesItsDefaults_fails() {
    assertThat(ContractRun.failures(RefusingContract.class))
        .containsKey("factories_createFromDefaults");
  }

  @Test
  void contract_ofOptionThatOnlyTakesItsDefault_fails() {
    assertThat(ContractRun.failures(StubbornContract.class))
        .containsKey("factories_createFromOtherValues");
  }

  @Test
  void contract_ofRecipeWithWrongOption_fails() {
    assertThat(ContractRun.failures(WrongRecipeContract.class)).containsKey("recipes_areComplete");
    assertThat(ContractRun.failures(BareRecipeContract.class)).containsKey("recipes_areComplete");
  }

  /** A factory with one option. */
  private record Factory(String name, Option<?> option, boolean reads) implements LossFactory {

    Factory(String name, Option<?> option) {
      this(name, option, true);
    }

    @Override
    public String description() {
      return "For the contract's own test.";
    }

    @Override
    public List<Option<?>> options() {
      return List.of(option);
    }

    @Override
    public Loss create(Options options) {
      if (reads) {
        options.get(option);
      }
      return new CosineLoss();
    }
  }

  private static Option<Double> scale() {
    return Option.decimal("scale").range(0, 10).defaultValue(1.0).describedAs("factor");
  }

  /** Named in the service file of the tests. */
  public static final class RightPlugin extends TestPlugin {
    /** Creates the plugin. */
    public RightPlugin() {
      super(SpiVersion.CURRENT, List.of(new Factory("cosine", scale())), List.of(RECIPE));
    }
  }

  /** A plugin of given parts. */
  public static class TestPlugin implements SelfSupervisedPlugin {

    private final int spiVersion;
    private final List<LossFactory> losses;
    private final List<RecipePreset> recipes;

    /** Creates a plugin of nothing. */
    public TestPlugin() {
      this(SpiVersion.CURRENT, List.of(), List.of());
    }

    TestPlugin(int spiVersion, List<LossFactory> losses, List<RecipePreset> recipes) {
      this.spiVersion = spiVersion;
      this.losses = losses;
      this.recipes = recipes;
    }

    @Override
    public int spiVersion() {
      return spiVersion;
    }

    @Override
    public String name() {
      return "test";
    }

    @Override
    public List<LossFactory> losses() {
      return losses;
    }

    @Override
    public List<RecipePreset> recipes() {
      return recipes;
    }
  }

  private static SelfSupervisedPlugin with(LossFactory... losses) {
    return new TestPlugin(SpiVersion.CURRENT, List.of(losses), List.of());
  }

  static final class RightContract extends PluginContract {
    @Override
    protected SelfSupervisedPlugin plugin() {
      return new RightPlugin();
    }
  }

  static final class UnlistedContract extends PluginContract {
    @Override
    protected SelfSupervisedPlugin plugin() {
      return with(new Factory("cosine", scale()));
    }
  }

  static final class OldContract extends PluginContract {
    @Override
    protected SelfSupervisedPlugin plugin() {
      return new TestPlugin(SpiVersion.CURRENT - 1, List.of(), List.of());
    }
  }

  static final class EmptyContract extends PluginContract {
    @Override
    protected SelfSupervisedPlugin plugin() {
      return with();
    }
  }

  static final class ShoutingContract extends PluginContract {
    @Override
    protected SelfSupervisedPlugin plugin() {
      return with(new Factory("Cosine", scale()));
    }
  }

  static final class TwinContract extends PluginContract {
    @Override
    protected SelfSupervisedPlugin plugin() {
      return with(new Factory("cosine", scale()), new Factory("cosine", scale()));
    }
  }

  static final class SilentContract extends PluginContract {
    @Override
    protected SelfSupervisedPlugin plugin() {
      return with(new Factory("cosine", scale().describedAs("")));
    }
  }

  static final class DeafContract extends PluginContract {
    @Override
    protected SelfSupervisedPlugin plugin() {
      return with(new Factory("cosine", scale(), false));
    }
  }

  static final class RefusingContract extends PluginContract {
    @Override
    protected SelfSupervisedPlugin plugin() {
      return with(new Factory("cosine", Option.decimal("scale").any().describedAs("factor")));
    }
  }

  static final class StubbornContract extends PluginContract {
    @Override
    protected SelfSupervisedPlugin plugin() {
      Option<Double> fixed = Option.decimal("scale").range(7, 7);
      return with(new Factory("cosine", fixed.defaultValue(7.0).describedAs("factor")));
    }
  }

  private static SelfSupervisedPlugin withRecipe(Map<String, String> settings) {
    return new TestPlugin(
        SpiVersion.CURRENT,
        List.of(new Factory("cosine", scale())),
        List.of(new RecipePreset("cosine", ImageScale.IMAGENET, "A recipe.", settings)));
  }

  static final class WrongRecipeContract extends PluginContract {
    @Override
    protected SelfSupervisedPlugin plugin() {
      return withRecipe(Map.of("loss", "cosine", "loss.scale", "11", "target-update", "ema"));
    }
  }

  static final class BareRecipeContract extends PluginContract {
    @Override
    protected SelfSupervisedPlugin plugin() {
      return withRecipe(Map.of("loss", "cosine"));
    }
  }
}
