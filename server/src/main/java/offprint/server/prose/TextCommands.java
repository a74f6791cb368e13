package offprint.server.prose;

import java.util.Map;
import java.util.regex.Pattern;

/** LaTeX commands of text mode. */
final class TextCommands {
  /** HTML elements, by command. */
  static final Map<String, String> ELEMENTS =
      Map.of(
          "emph", "em", "textit", "em", "textsl", "em", "em", "em", "it", "em", "sl", "em",
          "textbf", "strong", "bf", "strong", "texttt", "code", "tt", "code");

  /** Commands that are dropped while their argument stays. */
  static final String UNWRAPPED =
      " textsc sc text textrm textsf mbox underline textnormal mathrm mathbf textmd ";

  /** Replacement texts, by command. */
  static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("LaTeX", "LaTeX"),
          Map.entry("TeX", "TeX"),
          Map.entry("eg", "e.g."),
          Map.entry("ie", "i.e."),
          Map.entry("etc", "etc."),
          Map.entry("etal", "et al."),
          Map.entry("deg", "°"),
          Map.entry("textdegree", "°"),
          Map.entry("ldots", "…"),
          Map.entry("dots", "…"),
          Map.entry("textgreater", ">"),
          Map.entry("textless", "<"),
          Map.entry("textasciitilde", "~"),
          Map.entry("textbackslash", "\\"),
          Map.entry("textendash", "–"),
          Map.entry("textemdash", "—"),
          Map.entry("i", "ı"),
          Map.entry("j", "ȷ"),
          Map.entry("o", "ø"),
          Map.entry("O", "Ø"),
          Map.entry("l", "ł"),
          Map.entry("L", "Ł"),
          Map.entry("ss", "ß"),
          Map.entry("ae", "æ"),
          Map.entry("AE", "Æ"),
          Map.entry("oe", "œ"),
          Map.entry("aa", "å"),
          Map.entry("AA", "Å"),
          Map.entry("xspace", ""),
          Map.entry("allowbreak", ""),
          Map.entry("nobreakdash", ""),
          Map.entry("noindent", ""));

  /** Accents and their combining characters; those of the second table need braces. */
  static final String ACCENTS = "'\u0301`\u0300^\u0302\"\u0308~\u0303=\u0304.\u0307";

  static final String LETTER_ACCENTS = "c\u0327v\u030cH\u030bu\u0306k\u0328r\u030a";

  /** Braces that only group: around one character, one command or plain words. */
  static final Pattern BRACED =
      Pattern.compile(
          "(?<!text(?:it|bf|tt|sc)?)\\{(|[^\\s{}\\\\]|\\\\[A-Za-z]+|times|sim|approx|circ"
              + "|(?<![\\p{L}\\p{N}]\\{)[\\p{L}\\p{N}][\\p{L}\\p{N} .-]{1,60})}");

  /** The start of a group that begins with an old font switch such as em or bf. */
  static final Pattern GROUP = Pattern.compile("\\{(?=\\\\|bf )\\\\?(em|it|bf|tt|sc|sl)\\b\\s*");

  private TextCommands() {}
}
