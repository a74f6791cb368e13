package offprint.harness;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import offprint.kernels.image.Bitmap;
import offprint.kernels.image.BitmapWriter;
import offprint.method.Chart;
import offprint.method.Note;
import offprint.method.Picture;
import offprint.method.PicturePair;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Table;

/**
 * Collects what a run found, in the order in which people read it: blocks, then what was assumed;
 * metrics and files beside them. {@link #answer} ends the run.
 */
public final class Findings {
  private final Run run;
  private final List<Report.Block> blocks = new ArrayList<>();
  private final Set<String> assumptions = new LinkedHashSet<>();
  private final Map<String, Double> metrics = new LinkedHashMap<>();

  public Findings(Run run) {
    this.run = run;
  }

  /** Writes one file; it need not close the stream. */
  @FunctionalInterface
  public interface Content {
    void write(OutputStream out) throws IOException;
  }

  /** The run whose findings these are. */
  public Run run() {
    return run;
  }

  public Findings add(Report.Block block) {
    blocks.add(block);
    return this;
  }

  public Findings addAll(Collection<? extends Report.Block> more) {
    blocks.addAll(more);
    return this;
  }

  public Findings chart(Chart chart) {
    return add(chart);
  }

  public Findings table(Table table) {
    return add(table);
  }

  /** A table of these columns, or of all; see {@link Frame#table}. */
  public Findings table(String title, Frame frame, String... shown) {
    return add(frame.table(title, shown));
  }

  /** A sentence that explains. */
  public Findings text(String sentence) {
    return add(Note.text(sentence));
  }

  /** A sentence about what weakens the result. */
  public Findings warning(String sentence) {
    return add(Note.warning(sentence));
  }

  /** A sentence about what was assumed or changed; all of them stand together after the blocks. */
  public Findings assumed(String sentence) {
    assumptions.add(sentence);
    return this;
  }

  /**
   * A number by its stable name, for claims and scripts.
   *
   * @throws IllegalArgumentException if the name is taken
   */
  public Findings metric(String name, double value) {
    if (metrics.putIfAbsent(name, value) != null) {
      throw new IllegalArgumentException("metric %s is set twice".formatted(name));
    }
    return this;
  }

  /** As {@link #metric(String, double)}, for each entry. */
  public Findings metrics(Map<String, Double> more) {
    more.forEach(this::metric);
    return this;
  }

  /** A race: its chart, its table, its metrics. */
  public Findings race(String title, Race race) {
    return chart(race.chart(title)).table(race.table(title)).metrics(race.metrics());
  }

  /** A picture. */
  public Findings picture(String title, String alt, Bitmap picture) {
    return add(Picture.ofPng(title, alt, BitmapWriter.png(picture)));
  }

  /** A picture. */
  public Findings picture(String title, String alt, BufferedImage image) {
    return add(Picture.ofPng(title, alt, png(image)));
  }

  /** Two pictures of equal size, compared by sliding. */
  public Findings compare(
      String title,
      String alt,
      String beforeName,
      BufferedImage before,
      String afterName,
      BufferedImage after) {
    return add(PicturePair.ofPng(title, alt, png(before), beforeName, png(after), afterName));
  }

  /** Two pictures of equal size, compared by sliding. */
  public Findings compare(
      String title, String alt, String beforeName, Bitmap before, String afterName, Bitmap after) {
    byte[] first = BitmapWriter.png(before);
    return add(
        PicturePair.ofPng(title, alt, first, beforeName, BitmapWriter.png(after), afterName));
  }

  private static byte[] png(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new IllegalStateException(e); // memory does not fail to be written
    }
    return bytes.toByteArray();
  }

  /**
   * A file for the reader to take away.
   *
   * @throws IllegalArgumentException if the name is taken or not allowed
   */
  public Findings file(String name, Content content) throws IOException {
    try (OutputStream out = run.create(name)) {
      content.write(out);
    }
    return this;
  }

  /** A text file in UTF-8. */
  public Findings file(String name, String text) throws IOException {
    return file(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The rows as a CSV file. */
  public Findings csv(String name, Frame frame) throws IOException {
    return file(name, frame::write);
  }

  /**
   * The report.
   *
   * @param answer one or two sentences that tell a person what came out, with the figure and what
   *     it means for them
   */
  public Report answer(String answer) {
    if (answer.isBlank()) {
      throw new IllegalArgumentException("a report must have an answer");
    }
    List<Report.Block> all = new ArrayList<>(blocks);
    assumptions.forEach(sentence -> all.add(Note.notice(sentence)));
    return new Report(answer, all, metrics);
  }
}
