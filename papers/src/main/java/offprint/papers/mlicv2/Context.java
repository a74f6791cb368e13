package offprint.papers.mlicv2;

import java.util.ArrayList;
import java.util.List;
import offprint.kernels.neural.Engine;
import org.jspecify.annotations.Nullable;

/**
 * The references of a slice and what follows from them: a mean and a scale index for each element.
 * Both are a linear function of a few log-magnitudes, fitted first, plus a network.
 *
 * @param <T> maps
 */
record Context<T>(Architecture architecture, Engine<T> engine) {

  /**
   * What is known before a pass.
   *
   * @param previous slices 0 … k−1 decoded, [k s, h, w]; null for the first slice
   * @param anchors this slice's anchors decoded, 0 elsewhere, [s, h, w]; null in the anchors' pass
   * @param said by the hyperprior
   * @param inter global context in the slices before, [16, h, w]; null without that reference
   * @param gain of the quality at each position, [1, h, w]
   * @param mask 1 at anchors, [1, h, w]
   * @param others 1 elsewhere, [1, h, w]
   */
  record Known<T>(
      @Nullable T previous,
      @Nullable T anchors,
      @Nullable T inter,
      Hyperprior.Said<T> said,
      T gain,
      T mask,
      T others) {

    Known<T> withAnchors(T decoded) {
      return new Known<>(previous, decoded, inter, said, gain, mask, others);
    }
  }

  /**
   * A Gaussian for each element.
   *
   * @param mean [s, h, w] in steps
   * @param index of the scale table, [s, h, w], in 0 … 63
   */
  record Gaussians<T>(T mean, T index) {}

  /** The name under which the weights of a pass are kept. */
  static String pass(int slice, boolean anchors) {
    return "slice" + slice + (anchors ? ".anchors" : ".others");
  }

  Gaussians<T> of(int slice, Known<T> known) {
    int s = architecture.slice();
    String name = pass(slice, known.anchors == null);
    List<T> features = new ArrayList<>();
    features.add(known.gain);
    features.add(known.said.plain());
    List<T> more = new ArrayList<>();
    more.add(known.said.curved());
    if (known.previous != null) {
      T level = engine.groupMagnitude(known.previous, s);
      features.add(engine.logMagnitude(level));
      features.add(engine.logMagnitude(engine.mean3(level)));
      if (architecture.channel()) {
        more.add(channel(name, known.previous));
      }
    }
    T around = null;
    if (known.anchors != null) {
      around = engine.meanOfNeighbours(engine.groupMagnitude(known.anchors, 1));
      features.add(engine.logMagnitude(engine.groupMagnitude(around, s)));
      more.add(engine.logMagnitude(around));
      if (architecture.local()) {
        more.add(local(name, known.anchors, known.mask));
      }
    }
    T linear = engine.convolve(name + ".linear", engine.concat(features), 1);
    features.addAll(more);
    T first = engine.convolve(name + ".net1", engine.concat(features), 1);
    T wider = new MoreReferences<>(architecture, engine).of(slice, known);
    if (wider != null) {
      first = engine.add(first, engine.convolve(name + ".more", wider, 1));
    }
    T inner = engine.gelu(first);
    inner = engine.gelu(engine.convolve(name + ".net2", inner, 1));
    T sum = engine.add(linear, engine.convolve(name + ".net3", inner, 1));
    T mean = engine.channels(sum, 0, s);
    T raw = engine.channels(sum, s, 2 * s);
    if (known.anchors != null && around != null) {
      mean = engine.add(mean, engine.convolve(name + ".mean", known.anchors, 1));
      raw = engine.add(raw, engine.convolve(name + ".near", engine.logMagnitude(around), 1));
      T far = engine.logMagnitude(engine.mean3(around));
      raw = engine.add(raw, engine.convolve(name + ".far", far, 1));
    }
    return new Gaussians<>(mean, engine.clamp(engine.scale(raw, 4), 0, 63));
  }

  /** Channel reference: the slices before, 3 x 3 positions. */
  private T channel(String name, T previous) {
    T calm = engine.scale(engine.clamp(previous, -8, 8), 0.5);
    T inner = engine.gelu(engine.convolve(name + ".channel1", calm, 1));
    return engine.convolve(name + ".channel2", inner, 1);
  }

  /** Local reference: the anchors among 5 x 5 positions, their values and log-magnitudes. */
  private T local(String name, T anchors, T mask) {
    T calm = engine.scale(engine.clamp(anchors, -8, 8), 0.5);
    T level = engine.multiply(engine.logMagnitude(anchors), mask);
    return engine.convolve(name + ".local", engine.concat(List.of(calm, level)), 1);
  }
}
