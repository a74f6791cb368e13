package offprint.papers.lisasnl;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.harness.Part;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** Infers by a learnt likelihood under a new prior or for a new observation, without simulating. */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Posterior implements Method<Posterior.Params> {
  private static final int WALKERS = 60;
  private static final int STEPS = 600;

  /** Parameters. */
  public record Params(
      @Param(
              label = "Likelihood",
              help = "likelihood.safetensors of infer or fit",
              value = "example:linear-likelihood",
              accepts = Kind.MODEL)
          Source model,
      @Param(help = "The observation; none: that of the file") Observation observation,
      @Param(
              label = "Prior",
              help = "What differs from the file's, such as t1=0:2 or t1=normal(1 0.2)",
              value = "t1=normal(1 0.2)")
          List<String> prior) {}

  @Override
  public Card card() {
    return new Card(
        "posterior",
        "Infers by a learnt likelihood under another prior or for another observation, without"
            + " running the simulator again.");
  }

  @Override
  public Report run(Params p, Run run) throws IOException {
    Findings out = new Findings(run);
    Inputs in = new Inputs(out);
    LikelihoodFile file = LikelihoodFile.read(in, p.model);
    double[] observed =
        p.observation.isEmpty() ? file.observed() : p.observation.read(in, file.summaries());
    Map<String, double[]> bounds = new LinkedHashMap<>();
    for (int i = 0; i < file.names().size(); i++) {
      bounds.put(file.names().get(i), new double[] {file.prior().low()[i], file.prior().high()[i]});
    }
    Box prior = Box.parse("prior", p.prior, file.names(), bounds);
    for (int i = 0; i < file.names().size(); i++) {
      if (prior.low()[i] < file.prior().low()[i] || prior.high()[i] > file.prior().high()[i]) {
        out.warning(
            "The prior of %s reaches beyond what was simulated: the likelihood there is a guess."
                .formatted(file.names().get(i)));
      }
    }
    var likelihood = file.likelihood().at(observed);
    double[][] candidates = new double[20 * WALKERS][];
    Gaussian learnt = file.likelihood().theta();
    Arrays.setAll(
        candidates, i -> i % 2 == 0 ? prior.draw(run.random()) : learnt.draw(run.random()));
    Walks walks =
        Walks.on(
            likelihood,
            prior,
            1,
            Walks.best(likelihood, prior, candidates, WALKERS),
            STEPS,
            run.random(),
            Part.of(run, 0, 1, "posterior"));
    Shown.posterior(out, file.names(), prior, walks.draws());
    double[] mean = walks.draws().mean();
    double[] sd = walks.draws().sd();
    for (int i = 0; i < mean.length; i++) {
      out.metric("mean_" + file.names().get(i), mean[i]).metric("sd_" + file.names().get(i), sd[i]);
    }
    return out.answer(
        "Without a simulation: %s.".formatted(Shown.sentence(file.names(), walks.draws())));
  }
}
