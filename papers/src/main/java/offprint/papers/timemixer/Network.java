package offprint.papers.timemixer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import offprint.kernels.torch.Dropout;
import offprint.kernels.torch.Functional;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Session;
import offprint.papers.timemixer.Design.Decomposition;
import org.jspecify.annotations.Nullable;

/** TimeMixer: embedding, mixing of the past, mixing of predictors. */
final class Network implements Model {
  private final Design design;
  private final int channels;
  private final Variant variant;
  private final Embedding embedding;
  private final Decomposer inputSplit;
  private final List<PastMixing> blocks = new ArrayList<>();
  private final List<Dropout> dropouts = new ArrayList<>();
  private final Parameters parameters;

  /**
   * @param features of the calendar; 0 for none
   */
  Network(
      Session session,
      Design design,
      int channels,
      int features,
      Variant variant,
      RandomGenerator random) {
    this(session, design, channels, features, variant, random, DataType.FLOAT32);
  }

  Network(
      Session session,
      Design design,
      int channels,
      int features,
      Variant variant,
      RandomGenerator random,
      DataType type) {
    this.design = design;
    this.channels = channels;
    this.variant = variant;
    this.embedding = new Embedding(design, channels, features);
    this.inputSplit = new Decomposer(session, design, Decomposition.MOVING_AVERAGE, type);
    Decomposer split =
        design.decomposition() == Decomposition.MOVING_AVERAGE
            ? inputSplit
            : new Decomposer(session, design, design.decomposition(), type);
    for (int i = 0; i < design.blocks(); i++) {
      blocks.add(new PastMixing(design, variant, i, split));
    }
    this.parameters = declaration().on(session, random, type);
    for (int m = 0; m <= design.scales(); m++) {
      dropouts.add(new Dropout(session, design.dropout(), random));
    }
  }

  private Parameters.Declaration declaration() {
    Parameters.Declaration p = Parameters.declare();
    embedding.declare(p);
    blocks.forEach(block -> block.declare(p));
    for (int m = 0; m <= design.scales(); m++) {
      p.linear("predict." + m, design.length(m), design.horizon());
    }
    p.linear("project", design.dModel(), design.sampleChannels(channels));
    if (!design.channelIndependent()) {
      for (int m = 0; m <= design.scales(); m++) {
        p.linear("residual.%d.1".formatted(m), design.length(m), design.length(m));
        p.linear("residual.%d.2".formatted(m), design.length(m), design.horizon());
      }
    }
    return p;
  }

  @Override
  public String name() {
    return variant.label();
  }

  @Override
  public int windowsAtOnce(boolean training) {
    return new Cost(design, channels).windowsAtOnce(training);
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  Design design() {
    return design;
  }

  /**
   * A forecast and what each scale adds to it: {@code forecast = level + Σ contributions}.
   *
   * @param forecast [B, C, H]
   * @param level [B, C, 1]
   * @param contributions per scale [B, C, H], in the units of x
   */
  record Output(NDArray forecast, NDArray level, List<NDArray> contributions) {}

  @Override
  public NDArray forecast(NDArray x, @Nullable NDArray calendar, boolean training) {
    return run(x, calendar, training, false).forecast;
  }

  /** As {@link #forecast} without dropout, with what each scale contributes. */
  Output explain(NDArray x, @Nullable NDArray calendar) {
    return run(x, calendar, false, true);
  }

  private Output run(NDArray x, @Nullable NDArray calendar, boolean training, boolean explain) {
    Parameters.Views p = parameters.views();
    List<NDArray> scales = embedding.scales(x, p);
    Embedding.Statistics finest = Embedding.Statistics.of(x);
    List<NDArray> e = new ArrayList<>();
    List<@Nullable NDArray> trends = new ArrayList<>();
    for (int m = 0; m <= design.scales(); m++) {
      NDArray xm = scales.get(m);
      Embedding.Statistics s = m == 0 ? finest : Embedding.Statistics.of(xm);
      NDArray z = embedding.normalise(xm, s, m, p);
      NDArray trend = design.channelIndependent() ? null : inputSplit.trend(z, m);
      NDArray em = embedding.embed(trend == null ? z : z.sub(trend), calendar, m, p);
      e.add(training ? dropouts.get(m).apply(em) : em);
      trends.add(trend);
    }
    for (PastMixing block : blocks) {
      e = block.apply(e, p);
    }
    List<NDArray> y = new ArrayList<>();
    for (int m = 0; m <= (variant == Variant.NO_FMM ? 0 : design.scales()); m++) {
      y.add(predict(e.get(m), trends.get(m), m, p));
    }
    return denormalise(y, finest, p, explain);
  }

  /**
   * y_m = Project(Predict_m(e_m)) + R_m(trend). Both maps are linear and act on different axes, so
   * the projection is taken first: d times fewer operations, the same result.
   *
   * @return [B, C, H]
   */
  private NDArray predict(NDArray e, @Nullable NDArray trend, int m, Parameters.Views p) {
    NDArray project = p.get("project.weight");
    NDArray timeBias = p.get("predict.%d.bias".formatted(m));
    NDArray bias =
        project
            .sum(new int[] {1}, true)
            .mul(timeBias.reshape(1, -1))
            .add(p.get("project.bias").reshape(-1, 1)); // [C', H]
    NDArray y =
        project
            .matMul(e)
            .reshape(-1, design.length(m))
            .matMul(p.get("predict.%d.weight".formatted(m)).transpose())
            .reshape(design.sampleChannels(channels), -1, design.horizon())
            .addi(bias.reshape(design.sampleChannels(channels), 1, design.horizon()));
    if (trend == null) {
      return y.reshape(-1, channels, design.horizon());
    }
    String r = "residual.%d.".formatted(m);
    NDArray same = Functional.linear(trend, p.get(r + "1.weight"), p.get(r + "1.bias"));
    NDArray ahead = Functional.linear(same, p.get(r + "2.weight"), p.get(r + "2.bias"));
    return y.add(ahead).transpose(1, 0, 2);
  }

  /** y ← (Σ_m y_m - shift_0) / (scale_0 + 1e-10) · sd_0 + mean_0. */
  private Output denormalise(
      List<NDArray> y, Embedding.Statistics s, Parameters.Views p, boolean explain) {
    NDArray scale = p.get("norm.0.scale").reshape(channels, 1).add(1e-10);
    NDArray shift = p.get("norm.0.shift").reshape(channels, 1);
    NDArray unit = s.sd().div(scale);
    NDArray sum = y.getFirst();
    for (NDArray next : y.subList(1, y.size())) {
      sum = sum.add(next);
    }
    NDArray forecast = sum.sub(shift).mul(unit).add(s.mean());
    if (!explain) {
      return new Output(forecast, s.mean(), List.of());
    }
    return new Output(
        forecast, s.mean().sub(shift.mul(unit)), y.stream().map(ym -> ym.mul(unit)).toList());
  }

  /** The series at each scale, split: trend and season of x_m. */
  List<NDList> splitInput(NDArray x) {
    Parameters.Views p = parameters.views();
    List<NDArray> scales = embedding.scales(x, p);
    List<NDList> parts = new ArrayList<>();
    for (int m = 0; m <= design.scales(); m++) {
      NDArray xm = scales.get(m);
      NDArray trend = inputSplit.trend(xm, m);
      parts.add(new NDList(trend, xm.sub(trend)));
    }
    return parts;
  }
}
