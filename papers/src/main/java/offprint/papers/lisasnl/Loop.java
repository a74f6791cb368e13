package offprint.papers.lisasnl;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Part;
import offprint.harness.Plot;
import offprint.kernels.table.TextTable;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;
import org.jspecify.annotations.Nullable;

/** Runs a reader's own simulator in rounds; on the command line only. */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Loop implements Method<Loop.Params> {
  private static final int WALKERS = 60;
  private static final int STEPS = 300;
  private static final double TEMPERATURE = 4;
  private static final double NEAR = 25;

  /** Parameters. */
  public record Params(
      @Param(
              label = "Program",
              help =
                  "Path of your simulator: parameters as CSV on standard input, summaries as CSV on"
                      + " standard output; empty: a linear one, built in. Command line only",
              accepts = Kind.OTHER)
          Source command,
      @Param(
              label = "Prior",
              help = "Bounds of each parameter, such as t1=-4:4",
              value = "t1=-4:4,t2=-4:4")
          @NotEmpty
          List<String> prior,
      @Param(
              label = "Observed summaries",
              help = "Numbers in the order in which the program writes them",
              value = "1,0.5,0.2")
          @NotEmpty
          List<Double> observed,
      @Param(label = "Simulations a round", help = "Rows given to the program", value = "200")
          @Min(60)
          @Max(100_000)
          int simulations,
      @Param(label = "Rounds", help = "Times the program is run", value = "3") @Min(1) @Max(30)
          int rounds,
      @Param(help = "The flow") Flow flow) {}

  @Override
  public Card card() {
    return new Card(
        "loop",
        "Runs your own simulator in rounds, each where the posterior is thought to be, and gives"
            + " the posterior of an observation. On the command line only.");
  }

  @Override
  public Report run(Params p, Run run) throws IOException {
    Findings out = new Findings(run);
    RandomGenerator random = run.random();
    if (p.command.ref().matches("(example|run|upload):.*")) {
      throw new IllegalArgumentException(
          "command must be a program on the machine of the command line: got " + p.command.ref());
    }
    @Nullable Program program =
        p.command.isEmpty() ? null : new Program(run.local(p.command).toString());
    Box prior = Box.parse("prior", p.prior, List.of(), Map.of());
    double[] observed = p.observed.stream().mapToDouble(Double::doubleValue).toArray();
    List<double[]> theta = new ArrayList<>();
    List<double[]> s = new ArrayList<>();
    List<String> summaries = List.of("x1", "x2", "x3");
    Frame widths = Frame.of("round", "parameter", "standard_deviation");
    Draws posterior = null;
    Draws proposal = null;
    FlowLikelihood likelihood = null;
    for (int round = 0; round < p.rounds; round++) {
      Part part =
          Part.of(run, 0, 1, "")
              .step(round, p.rounds, "round %d of %d".formatted(round + 1, p.rounds));
      double[][] next = new double[p.simulations][];
      for (int i = 0; i < next.length; i++) {
        next[i] =
            proposal == null
                ? prior.draw(random)
                : proposal.points()[random.nextInt(proposal.size())];
      }
      theta.addAll(Arrays.asList(next));
      if (program == null) {
        Arrays.stream(next).map(t -> linear(t, random)).forEach(s::add);
      } else {
        TextTable table = program.run(prior.names(), next, part);
        summaries = table.columns();
        s.addAll(rows(table));
      }
      if (summaries.size() != observed.length) {
        throw new IllegalArgumentException(
            "observed must have a number for each of %s: got %d"
                .formatted(String.join(", ", summaries), observed.length));
      }
      Gaussian law = proposal == null ? null : new Gaussian(proposal.mean(), proposal.covariance());
      List<double[]> nearTheta = new ArrayList<>();
      List<double[]> nearS = new ArrayList<>();
      for (int i = 0; i < theta.size(); i++) {
        if (law == null || law.distance(theta.get(i)) < NEAR) {
          nearTheta.add(theta.get(i));
          nearS.add(s.get(i));
        }
      }
      double[][] points = nearTheta.toArray(double[][]::new);
      likelihood =
          FlowLikelihood.train(
              nearS.toArray(double[][]::new), points, p.flow, random, Part.of(part, .2, .9, ""));
      var at = likelihood.at(observed);
      double[][] starts = Walks.best(at, prior, points, WALKERS);
      proposal = Walks.on(at, prior, TEMPERATURE, starts, STEPS, random, part).draws();
      posterior = Walks.on(at, prior, 1, starts, STEPS, random, part).draws();
      double[] sd = posterior.sd();
      for (int i = 0; i < sd.length; i++) {
        widths.row(round + 1, prior.names().get(i), sd[i]);
      }
    }
    if (posterior == null || likelihood == null) {
      throw new IllegalStateException("there is at least one round");
    }
    Shown.posterior(out, prior.names(), prior, posterior);
    out.chart(
        Plot.of("Standard deviation by round")
            .x("round")
            .logY("standard deviation")
            .lines(widths, "round", "standard_deviation", "parameter")
            .chart());
    new LikelihoodFile(prior.names(), summaries, prior, likelihood, observed).write(out);
    out.metric("simulations", theta.size());
    double[] mean = posterior.mean();
    for (int i = 0; i < mean.length; i++) {
      out.metric("mean_" + prior.names().get(i), mean[i]);
    }
    return out.answer(
        "From %,d simulations in %d rounds: %s."
            .formatted(theta.size(), p.rounds, Shown.sentence(prior.names(), posterior)));
  }

  private static List<double[]> rows(TextTable table) {
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < table.rows(); i++) {
      rows.add(new double[table.columns().size()]);
    }
    for (int k = 0; k < table.columns().size(); k++) {
      double[] column = table.numbers(k);
      for (int i = 0; i < column.length; i++) {
        rows.get(i)[k] = column[i];
      }
    }
    return rows;
  }

  /** x = (t1 + t2/2, t2, t1 - t2) + (.3, .4, .5) noise. */
  private static double[] linear(double[] t, RandomGenerator random) {
    if (t.length != 2) {
      throw new IllegalArgumentException(
          "prior must have two parameters for the simulator that is built in: got " + t.length);
    }
    return new double[] {
      t[0] + .5 * t[1] + .3 * random.nextGaussian(),
      t[1] + .4 * random.nextGaussian(),
      t[0] - t[1] + .5 * random.nextGaussian()
    };
  }
}
