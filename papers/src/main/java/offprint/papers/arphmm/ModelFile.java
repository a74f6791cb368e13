package offprint.papers.arphmm;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.kernels.hmm.HiddenChain;
import offprint.kernels.hmm.SwitchingModel;
import offprint.kernels.hmm.WindowRegression;
import offprint.kernels.hmm.WindowRegression.Response;
import offprint.method.Source;
import org.jspecify.annotations.Nullable;

/**
 * An {@link EngineModel} as JSON: one object of format {@value #FORMAT}, version {@value #VERSION},
 * whose members are the components of {@link Content}. Regimes count from 0; the intercept comes
 * first in every list of weights, then the newest value.
 */
final class ModelFile {
  static final String NAME = "model.json";
  private static final String FORMAT = "offprint/arphmm";
  private static final int VERSION = 2;
  private static final Gson JSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  /** Members of the file; all but {@code crossValidatedRmse} must be there. */
  @SuppressWarnings("ArrayRecordComponent") // serialised at once
  private record Content(
      @Nullable String format,
      int version,
      @Nullable Settings settings,
      @Nullable HealthIndex health,
      double[] start,
      double[][] transition,
      double[] exit,
      double[][] autoregression,
      double[] autoregressionVariance,
      double[][] life,
      double[] lifeVariance,
      double threshold,
      double timeStep,
      double meanLife,
      double[] linear,
      @Nullable Double crossValidatedRmse) {}

  private ModelFile() {}

  static String text(EngineModel model) {
    HiddenChain chain = model.regimes().chain();
    double rmse = model.crossValidated();
    Content content =
        new Content(
            FORMAT,
            VERSION,
            model.settings(),
            model.health(),
            chain.start(),
            chain.transition(),
            chain.exit(),
            model.regimes().series().coefficients(),
            model.regimes().series().variance(),
            model.life().coefficients(),
            model.life().variance(),
            model.threshold(),
            model.timeStep(),
            model.meanLife(),
            model.linear().weights(),
            Double.isNaN(rmse) ? null : rmse);
    return JSON.toJson(content) + "\n";
  }

  /**
   * @throws IllegalArgumentException if it is no such file, of another version, or inconsistent
   */
  static EngineModel read(Findings out, Source source) throws IOException {
    return new Inputs(out).text("model", source, ModelFile::parse);
  }

  static EngineModel parse(String text) {
    Content content;
    try {
      content = JSON.fromJson(text, Content.class);
    } catch (JsonParseException e) {
      throw refused("it is not JSON of that form", e);
    }
    if (content == null || !FORMAT.equals(content.format)) {
      throw refused("its format is not " + FORMAT, null);
    }
    if (content.version != VERSION) {
      throw new IllegalArgumentException(
          "model: format version must be %d: got %d".formatted(VERSION, content.version));
    }
    try {
      return model(content);
    } catch (IllegalArgumentException | NullPointerException | IndexOutOfBoundsException e) {
      throw refused("" + e.getMessage(), e);
    }
  }

  private static EngineModel model(Content content) {
    Settings settings = content.settings;
    HealthIndex health = content.health;
    if (settings == null || health == null) {
      throw new IllegalArgumentException("settings and health must be there");
    }
    SwitchingModel regimes =
        new SwitchingModel(
            HiddenChain.of(content.start, content.transition, content.exit),
            WindowRegression.of(
                Response.VALUE, content.autoregression, content.autoregressionVariance),
            null);
    WindowRegression life =
        WindowRegression.of(Response.TARGET, content.life, content.lifeVariance);
    int sensors = health.sensors().size();
    require("settings.regimes", settings.regimes(), regimes.states());
    require("life", regimes.states(), life.states());
    require("settings.order", settings.order(), regimes.series().width());
    require("settings.window", settings.window(), life.width());
    require("linear", settings.window() + 1, content.linear.length);
    require("health.weights", sensors + 1, health.weights().length);
    require("health.mean", sensors, health.mean().length);
    require("health.sd", sensors, health.sd().length);
    require("health.low", sensors, health.low().length);
    require("health.high", sensors, health.high().length);
    Double rmse = content.crossValidatedRmse;
    return new EngineModel(
        settings,
        health,
        regimes,
        life,
        content.threshold,
        content.timeStep,
        content.meanLife,
        new LeastSquares(content.linear),
        rmse == null ? Double.NaN : rmse);
  }

  private static void require(String name, int expected, int actual) {
    if (expected != actual) {
      throw new IllegalArgumentException(
          "sizes of %s must agree: got %d and %d".formatted(name, expected, actual));
    }
  }

  private static IllegalArgumentException refused(String why, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "model must be a model.json that arphmm/fit wrote: " + why, cause);
  }
}
