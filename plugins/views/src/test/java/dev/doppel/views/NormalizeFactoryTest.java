package dev.doppel.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.spi.option.Options;
import dev.doppel.spi.view.ViewTarget;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NormalizeFactoryTest {

  private final NormalizeFactory factory = new NormalizeFactory();

  @Test
  void problems_numbersForOneOrThreeChannels_none() {
    assertThat(problems("0.5", "0.25")).isEmpty();
    assertThat(problems("0.485, 0.456, 0.406", ".229,2.24e-1,0.225")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0.5,", "0.5,0.5", "a", "NaN", "0x1", "1e99", "0.1;0.2;0.3"})
  void problems_meanThatIsNotNumbers_saysWhatIsAllowed(String mean) {
    assertThat(problems(mean, "1"))
        .containsExactly("'mean' = " + mean + " must be one number, or three separated by commas");
  }

  @Test
  void problems_deviationOfZero_namesIt() {
    assertThat(problems("0", "1,0,1"))
        .containsExactly("'deviation' = 1,0,1 has a number that is not above 0");
  }

  @Test
  void create_threeNumbersForOneChannel_saysHowManyAreNeeded() {
    assertThatThrownBy(
            () -> Operations.create(factory, Map.of("mean", "0,0,0"), new ViewTarget(1, 8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'mean' = 0,0,0 must be one number, as a view has 1 channel");
  }

  private List<String> problems(String mean, String deviation) {
    return factory.problems(
        Options.parse(factory.options(), Map.of("mean", mean, "deviation", deviation)));
  }
}
