package offprint.papers.spatiotemporalentropy;

import java.util.ArrayList;
import java.util.List;
import offprint.kernels.image.YuvFrame;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a clip frame by frame.
 *
 * <p>A damaged frame ends the decoding, or, where damage is concealed, the last good frame is shown
 * until the next frame that is coded by itself.
 */
final class ClipDecoder {
  private final Model model;
  private final LatentCoder coder;
  private final Container container;
  private final boolean conceal;
  private final List<Integer> concealed = new ArrayList<>();
  private @Nullable Latents latents;
  private @Nullable YuvFrame shown;
  private boolean broken;
  private boolean unreadable;

  /**
   * @throws IllegalArgumentException if the file is no coded clip or needs another model
   */
  ClipDecoder(Model model, LatentCoder coder, byte[] file, boolean conceal) {
    this.model = model;
    this.coder = coder;
    this.container = new Container(file);
    this.conceal = conceal;
    Header header = container.header();
    if (!header.fingerprint().equals(model.fingerprint())) {
      throw new IllegalArgumentException(
          "the clip was made with model %s, given is %s (offset 21)"
              .formatted(header.fingerprint(), model.fingerprint()));
    }
  }

  Header header() {
    return container.header();
  }

  /** Frames in which an earlier one was shown for a damaged one. */
  List<Integer> concealed() {
    return List.copyOf(concealed);
  }

  boolean hasNext() {
    return container.frame() < container.header().frames();
  }

  /**
   * Passes over frames up to the last one coded by itself that is not after {@code frame}; nothing
   * is decoded.
   */
  void seek(int frame) {
    long gop = header().gop();
    long start = gop == 0 ? 0 : frame / gop * gop;
    while (container.frame() < start) {
      container.next(model.sizes().channels());
    }
  }

  /** The latents of the next frame; null where they are lost and that is concealed. */
  @Nullable Latents nextLatents() {
    int t = container.frame();
    boolean intra = header().intra(t);
    if (unreadable) {
      return lost(t);
    }
    Container.Coded coded;
    try {
      coded = container.next(model.sizes().channels());
    } catch (IllegalArgumentException e) {
      if (!conceal) {
        throw e;
      }
      unreadable = true; // where the next frame begins is not known any more
      return lost(t);
    }
    if (broken && !intra) {
      return lost(t);
    }
    try {
      Latents y = coded.repeats() ? repeated() : decode(coded, intra, t);
      broken = false;
      latents = y;
      return y;
    } catch (IllegalArgumentException e) {
      if (!conceal) {
        throw e;
      }
      broken = true;
      return lost(t);
    }
  }

  private Latents repeated() {
    if (latents == null) {
      throw container.damaged("it repeats a frame that is not there", 0);
    }
    return latents;
  }

  private @Nullable Latents lost(int frame) {
    concealed.add(frame);
    if (unreadable) {
      container.skip();
    }
    return null;
  }

  private Latents decode(Container.Coded coded, boolean intra, int t) {
    Header header = header();
    Latents before = intra ? null : latents;
    if (!intra && before == null) {
      throw new IllegalArgumentException(
          "frame %d of the coded clip follows a frame that is not there".formatted(t));
    }
    Latents y;
    try {
      y =
          coder.decode(
              before == null ? model.intra() : model.video(),
              header.stream(coded.stream()),
              Latents.grid(header.format().height()),
              Latents.grid(header.format().width()),
              before,
              header.quality(),
              header.priors());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "frame %d: %s (offset %d)".formatted(t, e.getMessage(), coded.offset()), e);
    }
    if (y.checkByte() != coded.check()) {
      throw new IllegalArgumentException(
          "frame %d of the coded clip is damaged: its check byte does not fit (offset %d)"
              .formatted(t, coded.offset()));
    }
    int colour = new Frequencies(y.channels()).first(1) * y.area();
    for (int i = colour; i < y.values().length && header.format().grey(); i++) {
      if (y.values()[i] != 0) {
        throw new IllegalArgumentException(
            "frame %d of a grey clip must have no colour (offset %d)".formatted(t, coded.offset()));
      }
    }
    return y;
  }

  /** The next frame as it is shown. */
  YuvFrame next() {
    Latents old = latents;
    YuvFrame last = shown;
    Latents y = nextLatents();
    if (y == null) {
      return last == null ? black() : last;
    }
    YuvFrame frame =
        old != null && last != null && y.sameAs(old)
            ? last
            : model
                .transform()
                .synthesise(
                    y, header().quality(), header().format().width(), header().format().height());
    shown = frame;
    return frame;
  }

  private YuvFrame black() {
    int w = header().format().width();
    int h = header().format().height();
    YuvFrame black = YuvFrame.grey(w, h, new byte[w * h]);
    shown = black;
    return black;
  }

  /**
   * @throws IllegalArgumentException if bytes follow the last frame
   */
  void end() {
    if (!unreadable) {
      container.end();
    }
  }
}
