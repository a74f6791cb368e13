package offprint.kernels.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A codec that is a program of the machine, if it is installed, run on files of a folder of its own
 * that is gone afterwards. Nothing of the picture's name or of a user's words reaches its command.
 */
public enum ExternalCodec {
  WEBP("WebP", "webp", "cwebp", "dwebp"),
  JPEG_XL("JPEG XL", "jxl", "cjxl", "djxl"),
  AVIF("AVIF", "avif", "avifenc", "avifdec");

  private static final long LIMIT_SECONDS = 120;

  private final String label;
  private final String suffix;
  private final String encoder;
  private final String decoder;

  ExternalCodec(String label, String suffix, String encoder, String decoder) {
    this.label = label;
    this.suffix = suffix;
    this.encoder = encoder;
    this.decoder = decoder;
  }

  /** A file's length and the picture in it. */
  public record Coded(int bytes, Bitmap decoded) {}

  public String label() {
    return label;
  }

  /** Settings from coarse to fine on the program's own scale. */
  public List<Integer> qualities() {
    return switch (this) {
      case WEBP -> List.of(1, 20, 40, 60, 80, 92);
      case JPEG_XL -> List.of(10, 30, 50, 70, 84, 92);
      case AVIF -> List.of(20, 35, 50, 62, 75, 86);
    };
  }

  /** Whether both programs are on the path. */
  public boolean isInstalled() {
    return program(encoder).isPresent() && program(decoder).isPresent();
  }

  private static Optional<Path> program(String name) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(":"))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Codes and decodes a picture.
   *
   * @param quality on the program's own scale
   * @throws IOException if a program fails or takes longer than 120 s
   */
  public Coded code(Bitmap picture, int quality) throws IOException {
    Path folder = Files.createTempDirectory("offprint-codec");
    try {
      Path in = Files.write(folder.resolve("in.png"), BitmapWriter.png(picture));
      Path coded = folder.resolve("coded." + suffix);
      Path out = folder.resolve("out.png");
      run(encode(quality, in, coded));
      run(decode(coded, out));
      Bitmap decoded =
          BitmapReader.read(new ByteArrayInputStream(Files.readAllBytes(out))).bitmap();
      return new Coded((int) Files.size(coded), decoded);
    } finally {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  private List<String> encode(int quality, Path in, Path coded) {
    String q = "" + quality;
    return switch (this) {
      case WEBP ->
          List.of(encoder, "-quiet", "-m", "6", "-q", q, in.toString(), "-o", coded.toString());
      case JPEG_XL -> List.of(encoder, in.toString(), coded.toString(), "-q", q, "-e", "7");
      case AVIF -> List.of(encoder, "-q", q, "-s", "6", "-j", "1", in.toString(), coded.toString());
    };
  }

  private List<String> decode(Path coded, Path out) {
    return this == WEBP
        ? List.of(decoder, "-quiet", coded.toString(), "-o", out.toString())
        : List.of(decoder, coded.toString(), out.toString());
  }

  private void run(List<String> command) throws IOException {
    List<String> whole = new ArrayList<>(command);
    whole.set(0, program(command.getFirst()).orElseThrow().toString());
    Process process =
        new ProcessBuilder(whole)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException(
            "%s took longer than %d s".formatted(command.getFirst(), LIMIT_SECONDS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("%s was interrupted".formatted(command.getFirst()), e);
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw new IOException(
          "%s failed with exit code %d".formatted(command.getFirst(), process.exitValue()));
    }
  }
}
