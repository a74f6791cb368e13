package offprint.papers.rnnhmm;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Objects;
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.harness.Part;
import offprint.method.Card;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** The paper's claims on the linear chains of two and three states. */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Reproduce implements Method<Reproduce.Params> {
  private static final int QUICK_STEPS = 20;
  private static final int ROLLOUT = 10;

  /** Parameters. */
  public record Params(
      @Param(
              label = "Train",
              help = "Train both networks; otherwise the shipped ones are taken apart",
              value = "false")
          boolean train,
      @Param(
              label = "Steps, two states",
              help = "Training steps of the chain of two states",
              unit = "steps",
              value = "800",
              advanced = true)
          @Min(1)
          @Max(50_000)
          int steps,
      @Param(
              label = "Steps, three states",
              help = "Training steps of the chain of three states",
              unit = "steps",
              value = "1200",
              advanced = true)
          @Min(1)
          @Max(50_000)
          int stepsThree,
      @Param(label = "Analysis", help = "How the networks are taken apart") Lens lens) {}

  @Override
  public Card card() {
    return new Card(
        "reproduce",
        "Judges the paper's claims on networks of the two linear chains: imitation, fixed point,"
            + " orbit, zones and kick neurons.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(Preset.QUICK, Preset.of("full", "train=true"));
  }

  /** One of the two networks. */
  private record Setting(int states, Design design, Plan plan, String example, String suffix) {
    static Setting of(int states, int steps) {
      return states == 2
          ? new Setting(2, new Design(64, 16, 5, 1.6), plan(60, steps), "rnn-hmm-linear2", "")
          : new Setting(3, new Design(64, 16, 1, 1), plan(30, steps), "rnn-hmm-linear3", "_three");
    }

    private static Plan plan(int length, int steps) {
      return new Plan(length, 256, steps, 1e-3, 0.9, 0.2, 1);
    }

    Setting withSteps(int steps) {
      return new Setting(states, design, plan(plan.length(), steps), example, suffix);
    }

    TargetProcess.Problem problem() {
      return TargetProcess.of(
          ChainKind.LINEAR.model(states), "the linear chain of %d states".formatted(states));
    }
  }

  @Override
  public Report run(Params p, Run run) throws Exception {
    Findings out = new Findings(run);
    StringBuilder answer = new StringBuilder();
    double trained = p.train ? 0.8 : 0.2;
    List<Setting> settings = List.of(Setting.of(2, p.steps), Setting.of(3, p.stepsThree));
    Rnn[] networks = new Rnn[settings.size()];
    Rnn[] first = new Rnn[settings.size()];
    Part training = Part.of(run, 0, trained, "training");
    for (int i = 0; i < networks.length; i++) {
      Setting setting = settings.get(i);
      Part part = training.step(i, networks.length, setting.states + " states");
      if (p.train) {
        Train.Trial trial =
            Train.train(
                setting.design, setting.plan, setting.problem().train(), run.random(), part);
        networks[i] = trial.rnn();
        first[i] = Trainer.untrained(setting.design, 3, true, trial.seed());
        write(out, setting, trial);
      } else {
        Trained.Model model = Trained.read(new Inputs(out), Source.example(setting.example));
        networks[i] = model.rnn();
        first[i] = Objects.requireNonNull(model.untrained());
        if (i == 0) {
          show(out, setting, run, part);
        }
      }
    }
    Part rest = Part.of(run, trained, 1, "");
    for (int i = 0; i < networks.length; i++) {
      Setting setting = settings.get(i);
      Part part = rest.step(i, networks.length, setting.states + " states");
      Generator network = new Generator(networks[i], 1);
      String growth = Train.growth(network, setting.plan, ROLLOUT, run.random());
      if (!growth.isEmpty()) {
        throw new ArithmeticException(growth);
      }
      Comparison comparison =
          Comparison.of(
              network,
              setting.problem(),
              setting.plan,
              ROLLOUT,
              run.random(),
              Part.of(part, 0, 0.4, ""));
      comparison.show(out, setting.suffix);
      Anatomy anatomy = Anatomy.of(network, p.lens, run.random(), Part.of(part, 0.4, 1, ""));
      Atlas atlas = new Atlas(anatomy, setting.problem().labels());
      if (i == 0) {
        atlas.show(out);
      } else {
        out.table("In figures, %d states".formatted(setting.states), atlas.figures());
      }
      atlas.metrics(out, setting.suffix);
      Driven before = Driven.of(new Generator(first[i], 1), 8, 100, run.random().nextLong());
      out.metric("unstable_directions_before" + setting.suffix, Analyse.meanUnstable(before))
          .metric("spectral_radius_before" + setting.suffix, first[i].spectralRadius());
      answer
          .append(answer.isEmpty() ? "" : " ")
          .append("%d states: ".formatted(setting.states))
          .append(comparison.sentence())
          .append(' ')
          .append(atlas.sentence());
    }
    return out.answer(answer.toString());
  }

  /** A few steps of training, to see that the divergence falls. */
  private static void show(Findings out, Setting setting, Run run, Part part) throws Exception {
    Train.Trial trial =
        Train.train(
            setting.design,
            setting.withSteps(QUICK_STEPS).plan,
            setting.problem().train(),
            run.random(),
            part);
    out.metric("first_divergence", trial.losses()[0])
        .metric("divergence_after_20", trial.losses()[QUICK_STEPS - 1]);
  }

  private static void write(Findings out, Setting setting, Train.Trial trial) throws Exception {
    new Trained(
            setting.design,
            List.of("0", "1", "2"),
            setting.plan.length(),
            setting.plan.steps(),
            trial.seed(),
            new double[0],
            new double[0])
        .write(out, "linear%d.safetensors".formatted(setting.states), trial.rnn());
  }
}
