package offprint.papers.spatiotemporalentropy;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.harness.Wording;
import offprint.kernels.image.BitmapWriter;
import offprint.kernels.image.VideoFormat;
import offprint.kernels.image.Y4mWriter;
import offprint.kernels.image.YuvFrame;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;
import org.jspecify.annotations.Nullable;

/** Decodes a coded clip. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Decode implements Method<Decode.Params> {
  /** The output format. */
  public enum Output {
    Y4M,
    YUV,
    PNG
  }

  public record Params(
      @Param(
              label = "Coded clip",
              help = "clip.ofv of an encode run",
              value = "example:cisco-coded",
              accepts = Kind.CODED)
          Source clip,
      @Param(
              label = "Model",
              help = "The model the clip was made with; the default is shipped",
              value = "example:spatiotemporal-entropy-model",
              accepts = Kind.MODEL)
          Source model,
      @Param(
              label = "Output",
              help = "Y4M, raw planes, or one picture a frame (at most 100)",
              value = "y4m")
          Output output,
      @Param(
              label = "First frame",
              help = "First frame shown; decoding starts at the nearest one coded by itself",
              value = "0")
          @Min(0)
          @Max(Integer.MAX_VALUE)
          int first,
      @Param(label = "Frames at most", help = "Frames, at most; 0: all", value = "0")
          @Min(0)
          @Max(Integer.MAX_VALUE)
          int frames,
      @Param(
              label = "Conceal damage",
              help = "Whether the last good frame is shown for damaged ones instead of an error",
              value = "false")
          boolean conceal) {}

  private static final int MOST_PICTURES = 100;

  @Override
  public Card card() {
    return new Card("decode", "Turns a coded clip back into Y4M, raw planes or pictures.");
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    run.progress(0, "reading");
    Findings out = new Findings(run);
    Inputs in = new Inputs(out);
    Model model = ModelTensors.read("model", params.model, in).model();
    byte[] file = in.read("clip", params.clip, InputStream::readAllBytes);
    LatentCoder coder = new LatentCoder(new Frequencies(model.sizes().channels()));
    ClipDecoder decoder = new ClipDecoder(model, coder, file, params.conceal);
    Header header = decoder.header();
    if (params.first >= header.frames()) {
      throw new IllegalArgumentException(
          "first must be below the clip's %d frames: got %d"
              .formatted(header.frames(), params.first));
    }
    decoder.seek(params.first);
    Shown shown = new Shown(params, header, decoder, out);
    String hash = shown.write();
    VideoFormat format = header.format();
    List<Integer> concealed = decoder.concealed();
    if (!concealed.isEmpty()) {
      out.warning("Damaged frames, in which an earlier one is shown: " + concealed);
    }
    if (shown.last != null) {
      out.picture("The last frame", "the last decoded frame", format.range().toRgb(shown.last));
    }
    out.text(
            "%s of %d x %d from %,d bytes, quality %d; SHA-256 of the samples %s."
                .formatted(
                    Wording.count(shown.count, "frame"),
                    format.width(),
                    format.height(),
                    file.length,
                    header.quality(),
                    hash))
        .metric("frames", shown.count)
        .metric("concealed", concealed.size());
    String decoded = Wording.count(shown.count, "frame") + " decoded";
    return out.answer(
        concealed.isEmpty()
            ? decoded + "; none is damaged."
            : "%s; %s damaged and replaced by an earlier one."
                .formatted(decoded, Wording.count(concealed.size(), "of them is", "of them are")));
  }

  /** Writes the decoded frames. */
  private static final class Shown {
    private final Params params;
    private final Header header;
    private final ClipDecoder decoder;
    private final Findings out;
    private int count;
    private @Nullable YuvFrame last;

    Shown(Params params, Header header, ClipDecoder decoder, Findings out) {
      this.params = params;
      this.header = header;
      this.decoder = decoder;
      this.out = out;
    }

    /** Writes the frames and returns the SHA-256 of their samples. */
    String write() throws IOException {
      MessageDigest digest = sha256();
      Y4mWriter hashed =
          new Y4mWriter(
              header.format(),
              new DigestOutputStream(OutputStream.nullOutputStream(), digest),
              true);
      if (params.output == Output.PNG) {
        frames(
            frame -> {
              hashed.write(frame);
              if (count < MOST_PICTURES) {
                byte[] picture = BitmapWriter.png(header.format().range().toRgb(frame));
                out.file("frame-%04d.png".formatted(count), file -> file.write(picture));
              }
            });
      } else {
        boolean raw = params.output == Output.YUV;
        out.file(
            raw ? "clip.yuv" : "clip.y4m",
            file -> {
              Y4mWriter writer = new Y4mWriter(header.format(), file, raw);
              frames(
                  frame -> {
                    hashed.write(frame);
                    writer.write(frame);
                  });
            });
      }
      return HexFormat.of().formatHex(digest.digest());
    }

    private interface Sink {
      void take(YuvFrame frame) throws IOException;
    }

    private void frames(Sink sink) throws IOException {
      long end =
          params.frames == 0
              ? header.frames()
              : Math.min(header.frames(), (long) params.first + params.frames);
      long start = header.gop() == 0 ? 0 : (long) params.first / header.gop() * header.gop();
      for (long t = start; t < end; t++) {
        out.run().progress((double) (t - start) / (end - start), "frame " + t);
        if (t < params.first) {
          decoder.nextLatents(); // needed by the frames that follow, but not shown
        } else {
          YuvFrame frame = decoder.next();
          sink.take(frame);
          last = frame;
          count++;
        }
      }
      if (end == header.frames()) {
        decoder.end();
      }
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
