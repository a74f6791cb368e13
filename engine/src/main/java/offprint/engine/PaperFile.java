package offprint.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.method.Paper;

/**
 * The declarations in a {@code paper.md}. The file begins with a head between two lines {@code
 * ---}, one {@code key: value} a line (slug, title, arxiv, published, code), and has one {@link
 * ClaimTable table of claims}; the rest is prose.
 */
public record PaperFile(Paper paper, List<Claim> claims) {
  private static final String NAME = "paper.md";
  private static final List<String> KEYS = List.of("slug", "title", "arxiv", "published", "code");

  public PaperFile {
    claims = List.copyOf(claims);
  }

  /**
   * Reads the {@code paper.md} in the package of a method.
   *
   * @throws IllegalStateException if there is none, or something in it is wrong; the message names
   *     file and line
   */
  public static PaperFile beside(Class<?> method) {
    String file = method.getPackageName().replace('.', '/') + "/" + NAME;
    try (InputStream in = method.getResourceAsStream(NAME)) {
      if (in == null) {
        throw new IllegalStateException("there is no %s for %s".formatted(file, method.getName()));
      }
      return parse(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param file its name, for messages
   * @throws IllegalStateException if something is wrong; the message names file and line
   */
  static PaperFile parse(String file, String text) {
    List<String> lines = text.lines().toList();
    return new PaperFile(paper(file, head(file, lines)), new ClaimTable(file, lines).claims());
  }

  /**
   * The text of a {@code paper.md} with the figures of a check filled in.
   *
   * @param here figure and verdict by "task/id" of the claim; other claims keep theirs
   * @param checked date, machine and commit of the check
   */
  public static String filled(String file, String text, Map<String, String> here, String checked) {
    return new ClaimTable(file, text.lines().toList()).filled(here, checked);
  }

  private static Map<String, String> head(String file, List<String> lines) {
    int end = lines.isEmpty() ? -1 : lines.subList(1, lines.size()).indexOf("---") + 1;
    if (end < 1 || !lines.getFirst().equals("---")) {
      throw new IllegalStateException(
          "%s, line 1: the file must begin with a head between two lines '---'".formatted(file));
    }
    Map<String, String> head = new LinkedHashMap<>();
    for (int line = 1; line < end; line++) {
      String[] pair = lines.get(line).split(":", 2);
      String key = pair[0].strip();
      if (pair.length < 2 || !KEYS.contains(key) || head.containsKey(key)) {
        throw new IllegalStateException(
            "%s, line %d: a line of the head must be 'key: value', each of %s once: got '%s'"
                .formatted(file, line + 1, String.join(", ", KEYS), lines.get(line)));
      }
      head.put(key, pair[1].strip());
    }
    return head;
  }

  private static Paper paper(String file, Map<String, String> head) {
    String code = head.getOrDefault("code", "");
    try {
      return new Paper(
          head.getOrDefault("slug", ""),
          head.getOrDefault("title", ""),
          head.getOrDefault("arxiv", ""),
          LocalDate.parse(head.getOrDefault("published", "")),
          code.isEmpty() ? null : URI.create(code));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IllegalStateException("%s, head: %s".formatted(file, e.getMessage()), e);
    }
  }
}
