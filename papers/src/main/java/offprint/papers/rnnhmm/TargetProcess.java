package offprint.papers.rnnhmm;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.harness.Wording;
import offprint.kernels.hmm.CategoricalModel;
import offprint.kernels.hmm.HiddenChain;
import offprint.kernels.table.TextTable;
import offprint.method.Kind;
import offprint.method.Param;
import offprint.method.Source;
import org.jspecify.annotations.Nullable;

/** The process that a network is to imitate. */
record TargetProcess(
    @Param(
            label = "Your sequences",
            help =
                "Table sequence, time, symbol, or with columns of numbers; empty: a hidden Markov"
                    + " model",
            accepts = {Kind.SEQUENCES, Kind.TABLE})
        Source sequences,
    @Param(
            label = "Columns",
            help = "The column of symbols, or up to 8 of numbers; empty: symbol, or the last",
            columnOf = "sequences")
        List<String> columns,
    @Param(
            label = "Your hidden Markov model",
            help = "JSON with transition, emission and, if you like, start; empty: a chain",
            accepts = Kind.OTHER)
        Source hmm,
    @Param(label = "Chain", help = "The paper's hidden Markov models", value = "linear")
        ChainKind chain,
    @Param(
            label = "States",
            help = "States of the chain, and of the hidden Markov model fitted to sequences",
            symbol = "S",
            value = "2")
        @Min(2)
        @Max(20)
        int states,
    @Param(
            label = "Held out",
            help = "Share of own sequences that is kept for the comparison",
            value = "0.3",
            advanced = true)
        @DecimalMin("0.05")
        @DecimalMax("0.9")
        double holdout) {
  TargetProcess {
    if (!sequences.isEmpty() && !hmm.isEmpty()) {
      throw new IllegalArgumentException("hmm must be empty where sequences are given: got both");
    }
    if (sequences.isEmpty() && hmm.isEmpty()) {
      chain.model(states);
    }
  }

  /**
   * What training and comparison draw from.
   *
   * @param late as {@code test}, long after the start
   * @param exact null for a recording
   * @param source for the file of the network
   */
  record Problem(
      String name,
      Target train,
      Target test,
      Target late,
      List<String> labels,
      int states,
      @Nullable CategoricalModel exact,
      @Nullable Recording source) {}

  Problem problem(Inputs in, Plan plan, Findings out) throws IOException {
    if (sequences.isEmpty()) {
      return of(model(in, out), hmm.isEmpty() ? name() : "your hidden Markov model");
    }
    TextTable table = in.table("sequences", sequences, List.of("sequence", "time", "t"));
    Recording recording = Recording.of(table, columns, out);
    Recording[] parts = recording.split(holdout, plan.length(), out);
    int windows = parts[0].windows(plan.length());
    if (windows < plan.batch()) {
      out.warning(
          "A batch of %d is drawn from %s: windows overlap and repeat."
              .formatted(plan.batch(), Wording.count(windows, "whole window")));
    }
    return new Problem(
        "your sequences",
        parts[0],
        parts[1],
        parts[1],
        recording.labels(),
        states,
        null,
        recording);
  }

  /** The hidden Markov model given, or the chain. */
  CategoricalModel model(Inputs in, Findings out) throws IOException {
    CategoricalModel model =
        hmm.isEmpty() ? chain.model(states) : in.read("hmm", hmm, HmmFile::read);
    HmmFile.judge(model, out);
    return model;
  }

  private String name() {
    return "the %s chain of %d states"
        .formatted(
            switch (chain) {
              case LINEAR -> "linear";
              case FULL -> "fully connected";
              case CYCLIC -> "cyclic";
            },
            states);
  }

  static Problem of(CategoricalModel model, String name) {
    Target target = new HmmTarget(model);
    HiddenChain settled = HiddenChain.of(model.stationary(), model.chain().transition());
    return new Problem(
        name,
        target,
        target,
        new HmmTarget(new CategoricalModel(settled, model.emission())),
        IntStream.range(0, model.symbols()).mapToObj(Integer::toString).toList(),
        model.states(),
        model,
        null);
  }
}
