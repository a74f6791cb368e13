package offprint.kernels.lm.model;

import java.util.ArrayList;
import java.util.List;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.model.ActivationHook.Site;

/**
 * A matrix inside a block of a model, as W [rows out, columns in] whichever way its file has it:
 * the GPT-2 layout stores transposes, and q, k, v side by side in one tensor.
 *
 * @param layer from 0
 * @param kind q, k, v, o, fc, proj; or q, k, v, o, gate, up, down
 * @param tensor that holds it, with {@code .weight}
 * @param rows numbers out
 * @param columns numbers in
 * @param first row of the tensor's own W [all rows, columns] with which it begins
 * @param tensorRows of the tensor's own W
 * @param transposed whether the tensor is [columns, all rows]
 * @param input where a pass shows what it multiplies
 */
public record Projection(
    int layer,
    String kind,
    String tensor,
    int rows,
    int columns,
    int first,
    int tensorRows,
    boolean transposed,
    Site input) {

  /** All of a model, in the order of computation. */
  public static List<Projection> of(ModelConfig c) {
    List<Projection> all = new ArrayList<>();
    for (int layer = 0; layer < c.layers(); layer++) {
      if (c.layout() == ModelConfig.Layout.GPT2) {
        gpt2(c, layer, all);
      } else {
        llama(c, layer, all);
      }
    }
    return all;
  }

  private static void gpt2(ModelConfig c, int layer, List<Projection> all) {
    String h = "h." + layer + ".";
    int d = c.width();
    String qkv = h + "attn.c_attn.weight";
    for (String kind : List.of("q", "k", "v")) {
      int first = "qkv".indexOf(kind) * d;
      all.add(new Projection(layer, kind, qkv, d, d, first, 3 * d, true, Site.ATTENTION_IN));
    }
    all.add(
        new Projection(layer, "o", h + "attn.c_proj.weight", d, d, 0, d, true, Site.HEAD_OUTPUTS));
    int hidden = c.hidden();
    all.add(
        new Projection(
            layer, "fc", h + "mlp.c_fc.weight", hidden, d, 0, hidden, true, Site.MLP_IN));
    all.add(
        new Projection(
            layer, "proj", h + "mlp.c_proj.weight", d, hidden, 0, d, true, Site.MLP_ACTIVATION));
  }

  private static void llama(ModelConfig c, int layer, List<Projection> all) {
    int d = c.width();
    int q = c.heads() * c.headWidth();
    int kv = c.keyHeads() * c.headWidth();
    String attention = "self_attn.";
    all.add(straight(layer, "q", attention, q, d, Site.ATTENTION_IN));
    all.add(straight(layer, "k", attention, kv, d, Site.ATTENTION_IN));
    all.add(straight(layer, "v", attention, kv, d, Site.ATTENTION_IN));
    all.add(straight(layer, "o", attention, d, q, Site.HEAD_OUTPUTS));
    all.add(straight(layer, "gate", "mlp.", c.hidden(), d, Site.MLP_IN));
    all.add(straight(layer, "up", "mlp.", c.hidden(), d, Site.MLP_IN));
    all.add(straight(layer, "down", "mlp.", d, c.hidden(), Site.MLP_ACTIVATION));
  }

  private static Projection straight(
      int layer, String kind, String part, int rows, int columns, Site input) {
    String tensor = "model.layers.%d.%s%s_proj.weight".formatted(layer, part, kind);
    return new Projection(layer, kind, tensor, rows, columns, 0, rows, false, input);
  }

  /** Short name, e.g. "0.q". */
  public String name() {
    return layer + "." + kind;
  }

  /** Name of the input, which projections may share, e.g. "0.ATTENTION_IN". */
  public String inputName() {
    return layer + "." + input;
  }

  /** Numbers of the matrix. */
  public long size() {
    return (long) rows * columns;
  }

  /**
   * W out of its tensor.
   *
   * @param values of the tensor, as stored
   * @return [rows × columns]
   */
  public double[] read(double[] values) {
    double[] w = new double[Math.toIntExact(size())];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        w[i * columns + j] = values[index(i, j)];
      }
    }
    return w;
  }

  /**
   * W into its tensor.
   *
   * @param w [rows × columns]
   * @param values of the tensor, as stored
   */
  public void write(double[] w, double[] values) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        values[index(i, j)] = w[i * columns + j];
      }
    }
  }

  private int index(int row, int column) {
    return transposed ? column * tensorRows + first + row : (first + row) * columns + column;
  }
}
