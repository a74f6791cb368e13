package offprint.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RaceTest {
  private static Race forecasts(double own) {
    return Race.error("MSE", "MAE")
        .on("On the last 217 windows")
        .baseline("the last value", 0.43, 0.42)
        .baseline("the linear map", 0.25, 0.3)
        .own("TimeMixer", own, 0.4);
  }

  @Test
  void sentenceTellsWhoWinsByHowMuch() {
    assertThat(forecasts(0.2).sentence())
        .isEqualTo(
            "On the last 217 windows TimeMixer errs 20 % less than the best baseline, the linear"
                + " map (MSE 0.2 against 0.25).");
    assertThat(forecasts(0.5).sentence())
        .isEqualTo(
            "On the last 217 windows the linear map errs 50 % less than TimeMixer (MSE 0.25 against"
                + " 0.5): take the linear map.");
    assertThat(forecasts(0.2).won()).isTrue();
    assertThat(forecasts(0.5).won()).isFalse();
  }

  @Test
  void nearResultsAreATieThatTheSimplerWins() {
    assertThat(forecasts(0.2501).sentence())
        .isEqualTo(
            "On the last 217 windows TimeMixer does as well as the linear map (MSE 0.25 against"
                + " 0.25): take the simpler one, the linear map.");
    assertThat(forecasts(0.2501).won()).isFalse();
  }

  @Test
  void gainWithinTheSpreadOfSeedsIsLuck() {
    Race race =
        Race.higher("accuracy")
            .baseline("chance", 0.1)
            .baseline("logistic regression", new Race.Spread(0.02), 0.8)
            .own("the network", new Race.Spread(0.02), 0.84);
    assertThat(race.won()).isFalse();
    assertThat(race.sentence()).contains("within two standard errors");
  }

  @Test
  void differencesMayHaveAUnit() {
    assertThat(Race.higher("PSNR").in("dB").baseline("JPEG", 30).own("the codec", 31.5).sentence())
        .isEqualTo(
            "Here the codec has 1.5 dB more PSNR than the best baseline, JPEG (PSNR 31.5 against"
                + " 30).");
  }

  @Test
  void metricsOfTheOwnResultHaveNoSuffix() {
    assertThat(forecasts(0.2).metrics())
        .containsEntry("mse", 0.2)
        .containsEntry("mae_last_value", 0.42)
        .hasSize(6);
  }

  @Test
  void chartShowsBaselinesSimplestFirstThenTheOwn() {
    assertThat(forecasts(0.2).chart("Errors").x().categories())
        .containsExactly("last value", "linear map", "TimeMixer");
  }

  @Test
  void entriesNeedOneValueForEachMeasure() {
    assertThatThrownBy(() -> Race.error("MSE", "MAE").own("x", 1)).hasMessageContaining("2 values");
  }
}
