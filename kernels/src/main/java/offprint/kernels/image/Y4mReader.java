package offprint.kernels.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads YUV4MPEG2 of 8 bits: 4:2:0 and grey as they are, 4:2:2 and 4:4:4 averaged down to 4:2:0.
 */
public final class Y4mReader implements FrameSource {
  /** How the file begins. */
  public static final String MAGIC = "YUV4MPEG2";

  private static final int MOST_LINE = 1024;

  private final InputStream in;
  private final boolean wholeOnly;
  private final List<String> notices = new ArrayList<>();
  private final VideoFormat format;
  private final Sampling sampling;
  private int frames;

  private enum Sampling {
    HALVED,
    ROWS_WHOLE,
    WHOLE,
    GREY
  }

  /** What the header said so far. */
  private static final class Header {
    int width;
    int height;
    int rate = 25;
    int perSeconds = 1;
    int siting = 0;
    YuvColour range = YuvColour.LIMITED;
    Sampling sampling = Sampling.HALVED;
  }

  /**
   * Reads the header.
   *
   * @param wholeOnly whether a last frame that is cut is left out with a notice instead of refused
   * @throws IllegalArgumentException if the header breaks a rule
   */
  public Y4mReader(InputStream in, boolean wholeOnly) throws IOException {
    this.in = in;
    this.wholeOnly = wholeOnly;
    String line = line();
    if (line == null || !line.startsWith(MAGIC)) {
      throw new IllegalArgumentException("a Y4M file must begin with YUV4MPEG2");
    }
    Header header = new Header();
    boolean rateGiven = false;
    for (String token : line.substring(MAGIC.length()).trim().split(" +")) {
      if (!token.isEmpty()) {
        rateGiven |= token.charAt(0) == 'F';
        take(token, header);
      }
    }
    if (header.width < 1 || header.height < 1) {
      throw new IllegalArgumentException(
          "a Y4M header must give W and H above 0: got '%s'".formatted(line));
    }
    if (!rateGiven) {
      notices.add("The clip does not say its frames a second; 25 was assumed.");
    }
    sampling = header.sampling;
    format =
        new VideoFormat(
            header.width,
            header.height,
            header.rate,
            header.perSeconds,
            header.range,
            header.siting,
            sampling == Sampling.GREY);
    if (sampling == Sampling.ROWS_WHOLE || sampling == Sampling.WHOLE) {
      notices.add("Chroma was averaged down to 4:2:0.");
    }
  }

  private void take(String token, Header header) {
    String value = token.substring(1);
    switch (token.charAt(0)) {
      case 'W' -> header.width = number(token, value);
      case 'H' -> header.height = number(token, value);
      case 'F' -> {
        String[] parts = value.split(":");
        if (parts.length != 2) {
          throw new IllegalArgumentException(
              "Y4M token F must be a fraction like F25:1: got " + token);
        }
        header.rate = number(token, parts[0]);
        header.perSeconds = number(token, parts[1]);
      }
      case 'I' -> {
        if (value.equals("t") || value.equals("b")) {
          notices.add("The clip is interlaced; it was taken as progressive.");
        }
      }
      case 'A' -> {
        if (!value.equals("0:0") && !value.equals("1:1")) {
          notices.add("The pixels' aspect ratio %s was ignored.".formatted(value));
        }
      }
      case 'C' -> sampling(value, header);
      case 'X' -> {
        if (token.equals("XCOLORRANGE=FULL")) {
          header.range = YuvColour.FULL;
        }
      }
      default -> notices.add("The Y4M token %s was ignored.".formatted(token));
    }
  }

  private static void sampling(String value, Header header) {
    switch (value) {
      case "420jpeg", "420" -> header.siting = 0;
      case "420mpeg2" -> header.siting = 1;
      case "420paldv" -> header.siting = 2;
      case "422" -> header.sampling = Sampling.ROWS_WHOLE;
      case "444" -> header.sampling = Sampling.WHOLE;
      case "mono" -> header.sampling = Sampling.GREY;
      default -> {
        String why = value.matches(".*p\\d+|mono\\d+") ? "more than 8 bits" : "an unknown colour";
        throw new IllegalArgumentException(
            "Y4M token C must be 420, 420jpeg, 420mpeg2, 420paldv, 422, 444 or mono: got %s, %s"
                .formatted(value, why));
      }
    }
  }

  private static int number(String token, String digits) {
    if (!digits.matches("\\d{1,9}")) {
      throw new IllegalArgumentException(
          "Y4M token %s must hold whole numbers of up to 9 digits".formatted(token));
    }
    return Integer.parseInt(digits);
  }

  /** A line without its end; null at the end of the file. */
  private @Nullable String line() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int b = in.read();
    if (b < 0) {
      return null;
    }
    while (b >= 0 && b != '\n') {
      bytes.write(b);
      if (bytes.size() > MOST_LINE) {
        throw new IllegalArgumentException(
            "a line of a Y4M file must have at most %d bytes".formatted(MOST_LINE));
      }
      b = in.read();
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public VideoFormat format() {
    return format;
  }

  @Override
  public List<String> notices() {
    return List.copyOf(notices);
  }

  @Override
  public @Nullable YuvFrame next() throws IOException {
    String line = line();
    if (line == null) {
      return null;
    }
    if (!line.equals("FRAME") && !line.startsWith("FRAME ")) {
      throw new IllegalArgumentException(
          "frame %d of the Y4M file must begin with FRAME: got '%s'"
              .formatted(frames, line.substring(0, Math.min(20, line.length()))));
    }
    int luma = format.width() * format.height();
    int w = (format.width() + 1) / 2;
    int chroma =
        switch (sampling) {
          case GREY -> 0;
          case HALVED -> w * ((format.height() + 1) / 2);
          case ROWS_WHOLE -> w * format.height();
          case WHOLE -> luma;
        };
    byte[] all = in.readNBytes(luma + 2 * chroma);
    if (all.length < luma + 2 * chroma) {
      String cut =
          "frame %d of the Y4M file is cut: %d of %d bytes"
              .formatted(frames, all.length, luma + 2 * chroma);
      if (wholeOnly) {
        notices.add("The clip ends early, " + cut + "; it was left out.");
        return null;
      }
      throw new IllegalArgumentException(cut);
    }
    frames++;
    byte[] y = Arrays.copyOf(all, luma);
    if (sampling == Sampling.GREY) {
      return YuvFrame.grey(format.width(), format.height(), y);
    }
    return new YuvFrame(
        format.width(),
        format.height(),
        y,
        halved(Arrays.copyOfRange(all, luma, luma + chroma)),
        halved(Arrays.copyOfRange(all, luma + chroma, all.length)));
  }

  private byte[] halved(byte[] plane) {
    int h = format.height();
    if (sampling == Sampling.HALVED) {
      return plane;
    }
    int stride = plane.length / h;
    int w = (format.width() + 1) / 2;
    int step = sampling == Sampling.WHOLE ? 2 : 1;
    byte[] out = new byte[w * ((h + 1) / 2)];
    for (int i = 0; i < out.length; i++) {
      int sum = 2;
      for (int t = 0; t < 4; t++) {
        int row = Math.min(h - 1, 2 * (i / w) + t / 2);
        int column = Math.min(stride - 1, step * (i % w) + (step == 2 ? t % 2 : 0));
        sum += plane[row * stride + column] & 0xFF;
      }
      out[i] = (byte) (sum >> 2);
    }
    return out;
  }
}
