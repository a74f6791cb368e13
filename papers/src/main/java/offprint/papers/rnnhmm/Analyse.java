package offprint.papers.rnnhmm;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.util.List;
import java.util.stream.IntStream;
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

/** Takes a trained network apart. */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Analyse implements Method<Analyse.Params> {
  /** Parameters. */
  public record Params(
      @Param(
              label = "Network",
              help =
                  "model.safetensors of rnn-hmm/train, or tensors rnn.weight_ih_l0,"
                      + " rnn.weight_hh_l0 and fc.weight of PyTorch",
              value = "example:rnn-hmm-linear2",
              accepts = Kind.MODEL)
          Source model,
      @Param(label = "Analysis", help = "How it is taken apart") Lens lens,
      @Param(
              label = "Silenced neurons",
              help = "Neurons held at 0 throughout, by number from 0; empty: none")
          List<Integer> silence,
      @Param(label = "Noise", help = "Strength of the noise", value = "1", advanced = true)
          @DecimalMin("0.01")
          @DecimalMax("100")
          double scale) {}

  @Override
  public Card card() {
    return new Card(
        "analyse",
        "Finds a network's fixed point, its orbit, where it stays and where it switches, and the"
            + " few neurons that start a switch.");
  }

  /** The network without the silenced neurons. */
  static Rnn silenced(Rnn rnn, List<Integer> silence) {
    for (int neuron : silence) {
      if (neuron < 0 || neuron >= rnn.hidden()) {
        throw new IllegalArgumentException(
            "silence must name neurons 0 to %d: got %d".formatted(rnn.hidden() - 1, neuron));
      }
    }
    return rnn.silenced(silence);
  }

  @Override
  public Report run(Params p, Run run) throws Exception {
    Findings out = new Findings(run);
    run.progress(0, "reading");
    Trained.Model model = Trained.read(new Inputs(out), p.model);
    Rnn rnn = silenced(model.rnn(), p.silence);
    Anatomy anatomy =
        Anatomy.of(new Generator(rnn, p.scale), p.lens, run.random(), Part.of(run, 0, 0.95, ""));
    Atlas atlas = new Atlas(anatomy, model.labels());
    atlas.show(out);
    atlas.metrics(out, "");
    Rnn first = model.untrained();
    if (first != null) {
      Driven before = Driven.of(new Generator(first, p.scale), 8, 100, run.random().nextLong());
      out.metric("spectral_radius_before", first.spectralRadius())
          .metric("unstable_directions_before", meanUnstable(before));
    }
    return out.answer(atlas.sentence());
  }

  /** Mean number of unstable directions over some states of a run. */
  static double meanUnstable(Driven run) {
    return IntStream.range(0, 40)
        .map(
            i ->
                run.rnn()
                    .unstableDirections(
                        run.state(new Driven.Place(i % run.trials(), i * (run.time() - 1) / 40))))
        .average()
        .orElseThrow();
  }
}
