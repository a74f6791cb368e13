package offprint.papers.rnnhmm;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.harness.Part;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.torch.NativeMemory;
import offprint.kernels.torch.Session;
import offprint.method.Card;
import offprint.method.Chart;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;

/** Trains a network driven by noise to imitate a hidden Markov model or recorded sequences. */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Train implements Method<Train.Params> {
  private static final double MOST_GROWTH = 3;
  private static final double COST_COPIES = 20;
  private static final double STATE_COPIES = 6;

  /** Parameters. */
  public record Params(
      @Param(label = "Process", help = "What is imitated") TargetProcess process,
      @Param(label = "Network", help = "The network") Design design,
      @Param(label = "Training", help = "How it is trained") Plan plan,
      @Param(
              label = "Roll-out",
              help = "The network must be stationary up to so many lengths",
              unit = "lengths",
              value = "10",
              advanced = true)
          @Min(2)
          @Max(50)
          int rollout) {}

  @Override
  public Card card() {
    return new Card(
        "train",
        "Trains a small recurrent network, driven by noise, to produce the sequences of a hidden"
            + " Markov model or of your recording, and compares them with those of simpler"
            + " models.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(Preset.QUICK, Preset.of("full", "length=60", "batch=256", "steps=800"));
  }

  /**
   * A trained network.
   *
   * @param losses the divergence of each step's batch
   */
  record Trial(Rnn rnn, long seed, double[] losses) {}

  /** Trains on one thread: the operations are too short to be shared out. */
  static Trial train(Design design, Plan plan, Target target, RandomGenerator random, Part part)
      throws Exception {
    long seed = random.nextLong();
    double cost = COST_COPIES * 4 * plan.batch() * plan.batch();
    double cells = 4.0 * plan.batch() * plan.length();
    NativeMemory.require(
        cost + cells * STATE_COPIES * (design.hidden() + design.noise() + 3.0 * target.outputs()),
        "batch",
        plan.batch());
    return Session.onOneThread(
        () -> {
          try (Session session = Session.open()) {
            Trainer trainer = new Trainer(session, design, plan, target, seed);
            double[] losses = trainer.train(part);
            return new Trial(trainer.network(), seed, losses);
          }
        });
  }

  /**
   * How a network's state goes on growing after the length it was trained on; empty where it does
   * not. Such a network is of no use, however good its divergence.
   */
  static String growth(Generator network, Plan plan, int rollout, RandomGenerator random) {
    double[] norms = network.norms(new int[] {plan.length(), rollout * plan.length()}, random);
    return norms[1] <= MOST_GROWTH * norms[0]
        ? ""
        : "The network is not stationary: its norm grew %s-fold between step %d and step %d. Train for more steps, raise length or change the seed."
            .formatted(Wording.number(norms[1] / norms[0]), plan.length(), rollout * plan.length());
  }

  @Override
  public Report run(Params p, Run run) throws Exception {
    Findings out = new Findings(run);
    run.progress(0, "reading");
    TargetProcess.Problem problem = p.process.problem(new Inputs(out), p.plan, out);
    Trial trial =
        train(p.design, p.plan, problem.train(), run.random(), Part.of(run, 0, 0.8, "training"));
    Generator network = new Generator(trial.rnn, 1);
    String growth = growth(network, p.plan, p.rollout, run.random());
    Comparison comparison =
        Comparison.of(
            network,
            problem,
            p.plan,
            growth.isEmpty() ? p.rollout : 1,
            run.random(),
            Part.of(run, 0.8, 1, "comparing"));
    comparison.show(out, "");
    out.chart(curve(trial.losses, p.plan, problem, run.random()));
    Recording source = problem.source();
    new Trained(
            p.design,
            problem.labels(),
            p.plan.length(),
            p.plan.steps(),
            trial.seed,
            source == null ? new double[0] : source.mean(),
            source == null ? new double[0] : source.sd())
        .write(out, "model.safetensors", trial.rnn);
    out.metric("stationary", growth.isEmpty() ? 1 : 0);
    out.csv("comparison.csv", comparison.frame());
    out.csv(
        "generated.csv",
        Sequences.frame(
            Sample.of(network, 20, p.plan.length(), run.random()), problem.labels(), source));
    out.text("model.safetensors goes into rnn-hmm/analyse and rnn-hmm/generate.");
    return out.answer(growth.isEmpty() ? comparison.sentence() : growth);
  }

  /** The divergence of each batch, and the level of fresh batches of that size. */
  private static Chart curve(
      double[] losses, Plan plan, TargetProcess.Problem problem, RandomGenerator random) {
    Sample one = Sample.of(problem.train(), plan.batch(), plan.length(), random);
    Sample other = Sample.of(problem.train(), plan.batch(), plan.length(), random);
    double level =
        plan.sinkhorn()
            .of(one.cloud(), other.cloud(), problem.train().diameter(plan.length()))
            .value();
    double[] steps = new double[losses.length];
    Arrays.setAll(steps, i -> i + 1.0);
    double[] flat = new double[losses.length];
    Arrays.fill(flat, level);
    return Plot.of("Divergence in training")
        .x("step")
        .y("Sinkhorn divergence of the batch")
        .line("network", steps, losses)
        .thinLine("two fresh batches", steps, flat)
        .chart("Below the thin line there is nothing left to learn.");
  }
}
