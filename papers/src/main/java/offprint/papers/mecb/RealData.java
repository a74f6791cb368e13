package offprint.papers.mecb;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import offprint.kernels.table.Csv;
import offprint.kernels.text.CharacterModel;
import offprint.method.Run;
import offprint.method.Source;
import offprint.method.Table;

/** Our own additions: a text as cover, and a column of words. */
final class RealData {
  private static final int BLOCK_BITS = 12;
  private static final int ORDER = 4;

  private RealData() {}

  /** Characters that a block of 12 bits takes in text like Moby-Dick's. */
  static void text(int blocks, Run run, Findings findings) throws IOException {
    CharacterModel model;
    try (InputStream in = run.open(Source.example("moby-dick"))) {
      model = CharacterModel.of(CharacterModel.fold(Csv.decode(in.readAllBytes())), ORDER);
    }
    List<List<Object>> rows = new ArrayList<>();
    double error = 0;
    for (double rate : new double[] {12, 1.5, 1}) {
      TextCover written = new TextCover(model);
      Link receiver = new Link(new TextCover(model), Compressor.GREEDY, rate, BLOCK_BITS);
      Link sender = new Link(written, Compressor.GREEDY, rate, BLOCK_BITS);
      int[] sent = new int[blocks];
      for (int b = 0; b < blocks; b++) {
        sent[b] = run.random().nextInt(1 << BLOCK_BITS);
        sender.send(sent[b], run.random(), () -> run.progress(0.92, "text channel at R = " + rate));
      }
      int[] actions = written.text().chars().map(model.alphabet()::indexOf).toArray();
      int decoded = 0;
      for (int value : sent) {
        decoded +=
            receiver.receive(actions, () -> run.progress(0.94, "text channel, reading")) == value
                ? 1
                : 0;
      }
      error = Math.max(error, sender.marginalError());
      double each = (double) sender.steps() / blocks;
      rows.add(List.of(rate, decoded + " of " + blocks, each, sender.coverBits() / blocks));
      findings.metric("text_decoded_r" + (int) (10 * rate), (double) decoded / blocks);
      findings.metric("text_characters_r" + (int) (10 * rate), each);
    }
    findings.metric("text_marginal_error", error);
    findings.add(
        new Table(
            "Text channel: blocks of 12 bits in characters of Moby-Dick",
            List.of("R (bits)", "decoded", "characters per block", "entropy of them (bits)"),
            rows));
  }

  /** Encoders on the first words of Moby-Dick. */
  static void words(Run run, Findings findings) throws IOException {
    Symbols words =
        new Symbols.Reader(Source.example("moby-dick-words"), new offprint.harness.Findings(run))
            .read("weights", List.of(), "column", "early", 0, "");
    List<List<Object>> rows = new ArrayList<>();
    for (double rate : new double[] {0.5, 1.5, 2.5, 4, 6}) {
      List<Object> row = new ArrayList<>(List.of(rate));
      for (Compressor method :
          List.of(
              Compressor.GREEDY,
              Compressor.REFINED,
              Compressor.BALANCED,
              Compressor.LPT,
              Compressor.UNIFORM)) {
        run.progress(0.96, "words at R = " + rate);
        row.add(method.compress(words.p(), rate).entropyBits());
      }
      rows.add(row);
    }
    findings.add(
        new Table(
            "I(X;T) in bits on %d different words".formatted(words.size()),
            List.of("R (bits)", "greedy", "refined", "balanced", "lpt", "uniform"),
            rows));
  }
}
