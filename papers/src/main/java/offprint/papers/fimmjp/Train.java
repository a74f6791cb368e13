package offprint.papers.fimmjp;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Part;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.task.Progress;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.Session;
import offprint.kernels.torch.Training;
import offprint.method.Card;
import offprint.method.Chart;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** Trains a cell network on simulated processes; fim-mjp/infer reads the model it writes. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Train implements Method<Train.Params> {
  /** The loss is shown as means over so many steps. */
  private static final int CURVE = 20;

  record Processes(
      @Param(
              label = "Most states",
              help = "Processes have 2 to so many states",
              symbol = "n",
              value = "6")
          @Min(2)
          @Max(8)
          int maxStates,
      @Param(
              label = "Slowest exits",
              help = "Decimal logarithm of the lowest mean exit rate per interval between readings",
              value = "-2")
          @DecimalMin("-4")
          @DecimalMax("1")
          double rateLow,
      @Param(
              label = "Fastest exits",
              help = "Decimal logarithm of the highest mean exit rate per interval",
              value = "0.2")
          @DecimalMin("-4")
          @DecimalMax("1")
          double rateHigh,
      @Param(
              label = "Shares misread",
              help = "Shares of misread readings from 0 to 0.4, each as likely",
              symbol = "ε",
              value = "0,0.01,0.02,0.05,0.1")
          List<Double> noise,
      @Param(
              label = "Most paths",
              help = "Processes are read on 4 to so many paths",
              symbol = "K",
              value = "300")
          @Min(4)
          @Max(5000)
          int paths,
      @Param(
              label = "Longest path",
              help = "Paths have 10 to so many readings",
              symbol = "L",
              unit = "readings",
              value = "100")
          @Min(10)
          @Max(1000)
          int length) {
    Processes {
      if (noise.isEmpty() || !noise.stream().allMatch(e -> e >= 0 && e <= 0.4)) {
        throw new IllegalArgumentException("noise must list shares from 0 to 0.4: got " + noise);
      }
      if (rateLow > rateHigh) {
        throw new IllegalArgumentException(
            "rateLow must not exceed rateHigh: got %s and %s".formatted(rateLow, rateHigh));
      }
    }

    Prior prior() {
      return new Prior(maxStates, rateLow, rateHigh, noise, paths, length);
    }
  }

  record Schedule(
      @Param(
              label = "Steps",
              help = "Optimiser steps; above 100 a multiple of 100",
              unit = "steps",
              value = "60")
          @Min(5)
          @Max(200_000)
          int steps,
      @Param(
              label = "Steps in this run",
              help = "Stop after so many steps in all and keep the state; 0: train to the end",
              unit = "steps",
              value = "0")
          @Min(0)
          @Max(200_000)
          int until,
      @Param(
              label = "Go on from",
              help = "training.safetensors of a run with the same settings that stopped early",
              accepts = Kind.MODEL)
          Source resume,
      @Param(
              label = "Batch",
              help = "Simulated processes of a step",
              unit = "processes",
              value = "64",
              advanced = true)
          @Min(1)
          @Max(512)
          int batch,
      @Param(
              label = "Width",
              help = "Numbers that a cell carries",
              symbol = "d",
              value = "48",
              advanced = true)
          @Min(4)
          @Max(256)
          int width,
      @Param(label = "Layers", help = "Layers of mixing", value = "4", advanced = true)
          @Min(1)
          @Max(12)
          int layers) {
    Schedule {
      if (steps > 100 && steps % 100 != 0) {
        throw new IllegalArgumentException(
            "steps must be at most 100 or a multiple of 100: got " + steps);
      }
    }
  }

  public record Params(
      @Param(label = "Simulated processes", help = "Processes") Processes processes,
      @Param(label = "Training", help = "Training") Schedule schedule) {}

  @Override
  public Card card() {
    return new Card(
        "train",
        "Trains the network on simulated processes and writes it as a model that infer reads; a"
            + " training can be stopped and gone on with.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(Preset.QUICK, Preset.of("full", "steps=9800"));
  }

  @Override
  public Report run(Params p, Run run) throws IOException {
    Findings out = new Findings(run);
    Schedule s = p.schedule;
    CellTraining.Plan plan =
        new CellTraining.Plan(
            new CellDesign(s.width, s.layers, p.processes.maxStates),
            p.processes.prior(),
            s.steps,
            s.batch,
            run.random().nextLong());
    try (Session session = Session.open();
        CellTraining training = new CellTraining(session, plan, run.random())) {
      if (!s.resume.isEmpty()) {
        training.resume(new Inputs(out).read("resume", s.resume, Safetensors::read));
      }
      Curve curve = new Curve(Part.of(run, 0, 0.9, ""));
      int before = training.steps();
      Optional<Training.Outcome> outcome =
          training.run(s.until == 0 ? Integer.MAX_VALUE : s.until, curve);
      out.chart(curve.chart()).csv("curve.csv", curve.frame);
      out.file("training.safetensors", training::save);
      out.metric("steps", training.steps())
          .metric("weights", (double) plan.design().declaration().size());
      if (outcome.isEmpty()) {
        return out.answer(
            "Stopped after %s of %,d; give training.safetensors as \"resume\" to go on."
                .formatted(Wording.count(training.steps(), "step"), s.steps));
      }
      double loss = outcome.get().bestValidation();
      NetworkFile header = new NetworkFile(plan.design(), plan.prior(), training.steps(), loss);
      Safetensors weights = training.weights();
      out.file("model.safetensors", file -> header.write(weights, file));
      out.metric("loss", loss);
      return out.answer(
          "Trained for %s on %,d simulated processes: the loss on processes kept apart fell from %s to %s."
              .formatted(
                  Wording.count(training.steps() - before, "step"),
                  (training.steps() - before) * s.batch,
                  Wording.number(outcome.get().firstValidation()),
                  Wording.number(loss)));
    }
  }

  /** Keeps the curves of a training, the loss of its steps averaged. */
  private static final class Curve implements Progress {
    private final Part part;
    private final Frame frame = Frame.of("step", "curve", "loss");
    private double sum;
    private int summed;

    Curve(Part part) {
      this.part = part;
    }

    @Override
    public void progress(double fraction, String stage) {
      part.progress(fraction, stage);
    }

    @Override
    public void point(String series, double x, double y) {
      if (!series.equals("train loss")) {
        frame.row(x, "kept apart", y);
        part.point("loss on processes kept apart", x, y);
        return;
      }
      sum += y;
      summed++;
      if (summed == CURVE) {
        frame.row(x, "training", sum / CURVE);
        part.point("loss", x, sum / CURVE);
        sum = 0;
        summed = 0;
      }
    }

    Chart chart() {
      return Plot.of("Loss while training")
          .x("step")
          .y("loss")
          .lines(frame, "step", "loss", "curve")
          .chart("Both fall together: no process is seen twice.");
    }
  }
}
