package offprint.kernels.neural;

import offprint.kernels.torch.Initializer;
import offprint.kernels.torch.Parameters;

/** Declares the weights of the parts of a network. Convolutions start as PyTorch's do. */
public record Layers(Parameters.Declaration list) {

  /** [out, in, size, size] and [out]. */
  public void convolution(String name, int in, int out, int size) {
    Initializer initializer = Initializer.fanIn((long) in * size * size);
    list.add(name + ".weight", initializer, out, in, size, size);
    list.add(name + ".bias", initializer, out);
  }

  /** A convolution of each channel by itself. */
  public void apart(String name, int channels, int size) {
    Initializer initializer = Initializer.fanIn((long) size * size);
    list.add(name + ".weight", initializer, channels, 1, size, size);
    list.add(name + ".bias", initializer, channels);
  }

  /** A convolution that gives 0 at first. */
  public void zero(String name, int in, int out, int size) {
    list.add(name + ".weight", zeros(), out, in, size, size);
    list.add(name + ".bias", zeros(), out);
  }

  /** A convolution of each channel by itself that gives 0 at first. */
  public void zeroApart(String name, int channels, int size) {
    list.add(name + ".weight", zeros(), channels, 1, size, size);
    list.add(name + ".bias", zeros(), channels);
  }

  /** A norm over the channels. */
  public void norm(String name, int channels) {
    list.add(name + ".weight", Initializer.constant(1), channels);
    list.add(name + ".bias", zeros(), channels);
  }

  /** {@link DivisiveNormalization}: β is 1, each channel is divided by itself alone. */
  public void divisive(String name, int channels, double gamma) {
    int[] drawn = new int[1];
    list.add(
        name + ".weight",
        _ -> drawn[0]++ % (channels + 1) == 0 ? gamma : 0,
        channels,
        channels,
        1,
        1);
    list.add(name + ".bias", Initializer.constant(1), channels);
  }

  /** {@link TokenMixing#gate}. */
  public void gate(String name, int channels) {
    norm(name + ".norm", channels);
    convolution(name + ".in", channels, channels, 1);
    apart(name + ".depth", channels, 3);
    convolution(name + ".out", channels, channels, 1);
  }

  /** {@link TokenMixing#mix}. */
  public void mixing(String name, int channels) {
    norm(name + ".norm", channels);
    convolution(name + ".in", channels, channels, 1);
    apart(name + ".depth", channels, 3);
    convolution(name + ".out", channels, channels, 1);
    apart(name + ".spread", channels, 5);
    convolution(name + ".token", channels, channels, 1);
    gate(name + ".gate", channels);
  }

  /** {@link ChannelReweighting}. */
  public void reweighting(String name, int channels) {
    norm(name + ".norm", channels);
    convolution(name + ".query", channels, channels, 1);
    convolution(name + ".key", channels, channels, 1);
    convolution(name + ".value", channels, channels, 1);
    convolution(name + ".out", channels, channels, 1);
    norm(name + ".after", channels);
    gate(name + ".gate", channels);
  }

  /**
   * The sizes of a {@link GlobalReference}.
   *
   * @param inputs channels of what queries, keys and values are made of
   * @param values channels of what values are made of
   * @param width d: channels that attend
   * @param out channels given
   */
  public record Global(int inputs, int values, int width, int out, int heads) {}

  /** {@link GlobalReference}. */
  public void global(String name, Global g, boolean reweight, Rotation.Position position) {
    projection(name + ".query", g.inputs, g.width);
    projection(name + ".key", g.inputs, g.width);
    projection(name + ".value", g.values, g.width);
    rotation(name, g.width / g.heads, position);
    convolution(name + ".mix", g.width, g.out, 3);
    convolution(name + ".in", g.out, 2 * g.out, 1);
    convolution(name + ".out", 2 * g.out, g.out, 1);
    if (reweight) {
      reweighting(name + ".weigh", g.out);
    }
  }

  private void projection(String name, int in, int out) {
    convolution(name, in, out, 1);
    apart(name + ".depth", out, 3);
  }

  private void rotation(String name, int size, Rotation.Position position) {
    if (position == Rotation.Position.MIXED) {
      for (boolean rows : new boolean[] {false, true}) {
        int[] drawn = new int[1];
        list.add(
            name + ".rotation" + (rows ? ".rows" : ".columns"),
            _ -> Rotation.mixed(drawn[0]++, size, rows),
            size / 2);
      }
    }
  }

  /** {@link WindowReference} of {@code channels}, which gives twice as many. */
  public void window(String name, int channels, int heads, Rotation.Position position) {
    norm(name + ".norm", channels);
    convolution(name + ".three", channels, 3 * channels, 1);
    rotation(name, channels / heads, position);
    convolution(name + ".fuse", WindowReference.PLACES * channels, 2 * channels, 1);
    norm(name + ".after", 2 * channels);
    convolution(name + ".in", 2 * channels, 4 * channels, 1);
    convolution(name + ".out", 4 * channels, 2 * channels, 1);
  }

  private static Initializer zeros() {
    return Initializer.constant(0);
  }
}
