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
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import offprint.harness.Wording;
import offprint.kernels.image.BitmapWriter;
import offprint.kernels.image.VideoFormat;
import offprint.kernels.image.Y4mWriter;
import offprint.kernels.image.YuvFrame;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Note;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;
import org.jspecify.annotations.Nullable;

/** Turns a coded clip back. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Decode implements Method<Decode.Params> {
  static final Source CODED = Source.example("cisco-coded");

  /** What decode writes. */
  public enum Output {
    Y4M,
    YUV,
    PNG
  }

  public record Params(
      @Param(
              help = "clip.ofv of an encode run",
              value = "example:cisco-coded",
              accepts = Kind.CODED)
          Source clip,
      @Param(
              help = "The model the clip was made with; the default is shipped",
              value = "example:spatiotemporal-entropy-model",
              accepts = Kind.MODEL)
          Source model,
      @Param(help = "Y4M, raw planes, or one picture a frame (at most 100)", value = "y4m")
          Output output,
      @Param(
              help = "First frame shown; decoding starts at the nearest one coded by itself",
              value = "0")
          @Min(0)
          @Max(Integer.MAX_VALUE)
          int first,
      @Param(help = "Frames, at most; 0: all", value = "0") @Min(0) @Max(Integer.MAX_VALUE)
          int frames,
      @Param(
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
    Model model = Encode.model(params.model, run);
    byte[] file;
    try (InputStream in = run.open(params.clip)) {
      file = in.readAllBytes();
    }
    LatentCoder coder = new LatentCoder(new Frequencies(model.sizes().channels()));
    ClipDecoder decoder = new ClipDecoder(model, coder, file, params.conceal);
    Header header = decoder.header();
    if (params.first >= header.frames()) {
      throw new IllegalArgumentException(
          "first must be below the clip's %d frames: got %d"
              .formatted(header.frames(), params.first));
    }
    decoder.seek(params.first);
    Shown shown = new Shown(params, header, decoder, run);
    String hash = shown.write();
    List<Report.Block> blocks = new ArrayList<>();
    VideoFormat format = header.format();
    blocks.add(
        Note.text(
            "%d frames of %d x %d from %d bytes, quality %d, SHA-256 of the samples %s."
                .formatted(
                    shown.count,
                    format.width(),
                    format.height(),
                    file.length,
                    header.quality(),
                    hash)));
    if (!decoder.concealed().isEmpty()) {
      blocks.add(
          Note.warning("Damaged frames, in which an earlier one is shown: " + decoder.concealed()));
    }
    if (shown.last != null) {
      blocks.add(
          Pictures.sideBySide(
              "The last frame", List.of("decoded"), List.of(format.range().toRgb(shown.last))));
    }
    return new Report(
        decoder.concealed().isEmpty()
            ? Wording.count(shown.count, "frame") + " decoded; none is damaged."
            : "%s decoded; %s damaged and replaced by an earlier one."
                .formatted(
                    Wording.count(shown.count, "frame"),
                    Wording.count(decoder.concealed().size(), "of them is", "of them are")),
        blocks,
        Map.of("frames", (double) shown.count, "concealed", (double) decoder.concealed().size()));
  }

  /** Frames on their way out. */
  private static final class Shown {
    private final Params params;
    private final Header header;
    private final ClipDecoder decoder;
    private final Run run;
    private int count;
    private @Nullable YuvFrame last;

    Shown(Params params, Header header, ClipDecoder decoder, Run run) {
      this.params = params;
      this.header = header;
      this.decoder = decoder;
      this.run = run;
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
                try (OutputStream out = run.create("frame-%04d.png".formatted(count))) {
                  out.write(BitmapWriter.png(header.format().range().toRgb(frame)));
                }
              }
            });
      } else {
        boolean raw = params.output == Output.YUV;
        try (OutputStream out = run.create(raw ? "clip.yuv" : "clip.y4m")) {
          Y4mWriter writer = new Y4mWriter(header.format(), out, raw);
          frames(
              frame -> {
                hashed.write(frame);
                writer.write(frame);
              });
        }
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
        run.progress((double) (t - start) / (end - start), "frame " + t);
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
