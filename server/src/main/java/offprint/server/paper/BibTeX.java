package offprint.server.paper;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import offprint.server.prose.Prose;

/** A paper as a BibTeX entry that both BibTeX 0.99 and Biber read. */
public final class BibTeX {
  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final Pattern SEVERAL = Pattern.compile("(?i)\\b(and|et al)\\b");
  private static final Pattern FORMULAS = Pattern.compile("[^$]*(\\$[^$]+\\$[^$]*)+");
  private static final Pattern CAPITAL_INSIDE = Pattern.compile("\\P{L}*\\p{L}+.*\\p{Lu}.*");
  private static final Pattern ONE_CAPITAL = Pattern.compile("\\p{Lu}\\P{L}*");
  private static final String MARKS = "\u0300`\u0301'\u0302^\u0303~\u0304=\u0307.\u0308\"";
  private static final String LETTER_MARKS = "\u0306u\u030ar\u030bH\u030cv\u0327c\u0328k";
  private static final String LETTERS = "ø\\o Ø\\O ł\\l Ł\\L ß\\ss æ\\ae Æ\\AE œ\\oe Œ\\OE ı\\i";
  private static final Set<String> STOP =
      Set.of("a", "an", "the", "on", "of", "in", "for", "to", "is", "are", "with", "and", "how");

  private BibTeX() {}

  public static String of(PaperView paper) {
    return of(paper, "", "");
  }

  /**
   * @param suffix of the key, if another entry of the file has the same key
   * @param note "" for none
   */
  public static String of(PaperView paper, String suffix, String note) {
    StringBuilder entry =
        new StringBuilder("@misc{").append(key(paper)).append(suffix).append(",\n");
    field(entry, "title", "{" + protectedTitle(paper.title()) + "}");
    if (!paper.authors().isEmpty()) {
      field(entry, "author", "{" + authors(paper) + "}");
    }
    field(entry, "year", "{" + paper.published().substring(0, 4) + "}");
    field(entry, "month", month(paper));
    if (!paper.arxiv().isEmpty()) {
      field(entry, "eprint", "{" + paper.arxiv() + "}");
      field(entry, "archivePrefix", "{arXiv}");
      field(entry, "url", "{https://arxiv.org/abs/" + paper.arxiv() + "}");
    }
    if (!note.isEmpty()) {
      field(entry, "annote", "{" + escaped(note) + "}");
    }
    return entry.append("}\n").toString();
  }

  private static String month(PaperView paper) {
    return List.of(
            "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
        .get(Integer.parseInt(paper.published().substring(5, 7)) - 1);
  }

  private static void field(StringBuilder entry, String name, String value) {
    entry.append("  %-13s = %s,%n".formatted(name, value).replace("\r", ""));
  }

  /** {@code wang2024timemixer}. */
  public static String key(PaperView paper) {
    String author = paper.authors().isEmpty() ? "" : plain(lastName(paper.authors().getFirst()));
    String word =
        List.of(Prose.plain(paper.title()).split("[^\\p{L}\\p{N}]+")).stream()
            .map(BibTeX::plain)
            .filter(w -> w.length() > 1 && !STOP.contains(w))
            .findFirst()
            .orElse("");
    String key = author + paper.published().substring(0, 4) + word;
    return key.chars().anyMatch(Character::isLetter) ? key : "paper" + key;
  }

  private static String plain(String word) {
    return Normalizer.normalize(word, Normalizer.Form.NFD)
        .replaceAll("[^A-Za-z0-9]", "")
        .toLowerCase(Locale.ROOT);
  }

  private static String lastName(String name) {
    String[] words = name.strip().split("\\s+");
    return words[words.length - 1];
  }

  /** Authors, with names protected that contain a comma or the word "and". */
  private static String authors(PaperView paper) {
    String names =
        paper.authors().stream()
            .map(name -> SPACES.matcher(name.strip()).replaceAll(" "))
            .map(name -> isOneName(name) ? escaped(name) : "{" + escaped(name) + "}")
            .collect(Collectors.joining(" and "));
    return paper.authorCount() > paper.authors().size() ? names + " and others" : names;
  }

  private static boolean isOneName(String name) {
    return !name.contains(",") && !SEVERAL.matcher(name).find();
  }

  /** The title with capitals inside words protected; its LaTeX is kept if its braces match. */
  private static String protectedTitle(String title) {
    String joined = SPACES.matcher(title.strip()).replaceAll(" ");
    boolean formulas = FORMULAS.matcher(joined).matches() && isBalanced(joined);
    String[] parts = formulas ? joined.split("(?=\\$)|(?<=\\$)") : new String[] {joined};
    StringBuilder out = new StringBuilder();
    boolean inside = false;
    for (String part : parts) {
      if (formulas && part.equals("$")) {
        inside = !inside;
        out.append(part);
      } else {
        out.append(inside ? part : words(Prose.plain(part), part));
      }
    }
    return out.toString();
  }

  private static String words(String plain, String source) {
    String spaced =
        (source.startsWith(" ") ? " " : "") + plain.strip() + (source.endsWith(" ") ? " " : "");
    StringBuilder out = new StringBuilder();
    for (String word : spaced.split("(?<= )|(?= )")) {
      boolean kept = CAPITAL_INSIDE.matcher(word).matches() || ONE_CAPITAL.matcher(word).matches();
      out.append(kept ? "{" + escaped(word) + "}" : escaped(word));
    }
    return out.toString();
  }

  private static boolean isBalanced(String text) {
    int open = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '{') {
        open++;
      } else if (c == '}' && --open < 0) {
        return false;
      }
    }
    return open == 0;
  }

  /** Plain text as LaTeX. */
  static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    String parts = Normalizer.normalize(text, Normalizer.Form.NFC);
    parts.codePoints().forEach(c -> out.append(escaped(c)));
    return out.toString();
  }

  private static String escaped(int c) {
    return switch (c) {
      case '&', '%', '$', '#', '_' -> "\\" + (char) c;
      case '{' -> "\\textbraceleft{}";
      case '}' -> "\\textbraceright{}";
      case '\\' -> "\\textbackslash{}";
      case '~' -> "\\textasciitilde{}";
      case '^' -> "\\textasciicircum{}";
      case '<' -> "\\textless{}";
      case '>' -> "\\textgreater{}";
      case '–' -> "--";
      case '—' -> "---";
      case '“' -> "``";
      case '”' -> "''";
      case '‘' -> "`";
      case '’' -> "'";
      default -> c < 128 ? (c < ' ' ? " " : Character.toString(c)) : marked(c);
    };
  }

  /** An accented letter in TeX's notation; other characters unchanged. */
  private static String marked(int c) {
    String text = Character.toString(c);
    int known = LETTERS.indexOf(text + "\\");
    if (known >= 0) {
      int end = LETTERS.indexOf(' ', known);
      return "{" + LETTERS.substring(known + 1, end < 0 ? LETTERS.length() : end) + "}";
    }
    String parts = Normalizer.normalize(text, Normalizer.Form.NFD);
    if (parts.length() != 2 || parts.charAt(0) >= 128) {
      return text;
    }
    int mark = MARKS.indexOf(parts.charAt(1));
    if (mark >= 0) {
      return "{\\" + MARKS.charAt(mark + 1) + parts.charAt(0) + "}";
    }
    int letter = LETTER_MARKS.indexOf(parts.charAt(1));
    return letter < 0
        ? text
        : "{\\" + LETTER_MARKS.charAt(letter + 1) + "{" + parts.charAt(0) + "}}";
  }
}
