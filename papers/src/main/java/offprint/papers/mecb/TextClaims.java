package offprint.papers.mecb;

import java.io.IOException;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.kernels.text.CharacterModel;
import offprint.method.Run;
import offprint.method.Source;

/** Our own addition to the claims: a text as cover. */
final class TextClaims {
  private static final int BLOCK_BITS = 12;
  private static final int ORDER = 4;

  private TextClaims() {}

  /** Characters that a block of 12 bits takes in text like Moby-Dick's. */
  static void text(int blocks, Findings out) throws IOException {
    Run run = out.run();
    String novel = new Inputs(out).text("model", Source.example("moby-dick"));
    CharacterModel model = CharacterModel.of(CharacterModel.fold(novel), ORDER);
    Frame rows = Frame.of("R (bits)", "decoded", "characters per block", "entropy of them (bits)");
    double error = 0;
    for (double rate : new double[] {12, 1.5, 1}) {
      TextCover written = new TextCover(model);
      Link sender = new Link(written, Compressor.GREEDY, rate, BLOCK_BITS);
      Link receiver = new Link(new TextCover(model), Compressor.GREEDY, rate, BLOCK_BITS);
      int[] sent = new int[blocks];
      for (int b = 0; b < blocks; b++) {
        sent[b] = run.random().nextInt(1 << BLOCK_BITS);
        sender.send(sent[b], run.random(), () -> run.progress(0.92, "text channel at R = " + rate));
      }
      int[] actions = written.read(written.written());
      int decoded = 0;
      for (int value : sent) {
        int got = receiver.receive(actions, () -> run.progress(0.94, "text channel, reading"));
        decoded += got == value ? 1 : 0;
      }
      error = Math.max(error, sender.marginalError());
      double each = (double) sender.steps() / blocks;
      rows.row(rate, decoded + " of " + blocks, each, sender.coverBits() / blocks);
      out.metric("text_decoded_r" + (int) (10 * rate), (double) decoded / blocks)
          .metric("text_characters_r" + (int) (10 * rate), each);
    }
    out.metric("text_marginal_error", error);
    out.table("Text channel: blocks of 12 bits in characters of Moby-Dick", rows);
  }
}
