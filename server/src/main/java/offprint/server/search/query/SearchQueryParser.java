package offprint.server.search.query;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import offprint.server.ingest.ArxivId;
import offprint.server.search.index.TextAnalysis;
import offprint.server.search.query.SearchQuery.Condition;
import offprint.server.search.query.SearchQuery.Filter;
import offprint.server.search.query.SearchQuery.Phrase;
import org.jspecify.annotations.Nullable;

/**
 * Reads questions. The language:
 *
 * <pre>
 * word              ranks papers with it first
 * "some words"      papers must have them in this order
 * author:name       or author:"first last"
 * title:word        or title:"two words"
 * topic:keyword     or topic:"two words"
 * year:2024         or year:2023-2025, year:2023..2025, year:2023-, year:-2025
 * has:code          has:method
 * -…                before any of these: papers must not have it
 * 2405.14616        an arXiv id or address of a paper goes to the paper
 * </pre>
 *
 * Whatever is none of these is words; no text is wrong, but what looks like a field and is none is
 * noted. Beside more than twelve words, quotation marks and hyphens are those of prose: no paper is
 * left out because of them.
 */
public final class SearchQueryParser {
  /** Greatest number of words read. */
  static final int MOST_WORDS = 200;

  private static final int PROSE = 12; // words; longer questions are prose
  private static final int MOST_CHARACTERS = 10_000;
  private static final int MOST_CONDITIONS = 20;
  private static final Pattern PART =
      Pattern.compile("(?<minus>-)?(?:(?<field>[A-Za-z]+):)?\"(?<phrase>[^\"]*)\"|(?<word>\\S+)");
  private static final Pattern FIELD = Pattern.compile("(?s)(-)?([A-Za-z]+):(.+)");
  private static final Pattern YEARS =
      Pattern.compile("(?<from>[12][0-9]{3})?(?<dash>[-–]|\\.\\.)?(?<to>[12][0-9]{3})?");
  private static final Pattern NET = Pattern.compile("(?<!\\S)\\.net\\b");
  private static final int FIRST_YEAR = 1000;
  private static final int LAST_YEAR = 2999;

  private final List<String> words = new ArrayList<>();
  private final List<Phrase> phrases = new ArrayList<>();
  private final List<Condition> conditions = new ArrayList<>();
  private final Set<String> notes = new LinkedHashSet<>();

  private SearchQueryParser() {}

  public static SearchQuery parse(String typed) {
    String text = typed.length() > MOST_CHARACTERS ? cut(typed) : typed;
    text = text.replaceAll("[\\s\\p{Z}\\p{Cntrl}]+", " ").replaceAll("[“”„‟«»＂]", "\"").strip();
    Optional<ArxivId> id = ArxivId.parse(text);
    SearchQueryParser parser = new SearchQueryParser();
    if (id.isEmpty()) {
      parser.read(text);
      if (parser.words.size() > PROSE && !parser.hasFields()) {
        parser = new SearchQueryParser();
        parser.words(text);
      }
    }
    return new SearchQuery(
        text,
        List.copyOf(parser.words),
        List.copyOf(parser.phrases),
        List.copyOf(parser.conditions),
        List.copyOf(parser.notes),
        id.map(ArxivId::id).orElse(""));
  }

  private boolean hasFields() {
    return conditions.stream().anyMatch(each -> !(each.filter() instanceof Filter.Without));
  }

  private static String cut(String text) {
    int end = Character.isHighSurrogate(text.charAt(MOST_CHARACTERS - 1)) ? 1 : 0;
    return text.substring(0, MOST_CHARACTERS - end);
  }

  private void read(String text) {
    Matcher part = PART.matcher(text);
    while (part.find()) {
      boolean excluded = part.group("minus") != null;
      String phrase = part.group("phrase");
      String field = part.group("field");
      if (phrase == null) {
        word(part.group("word"));
      } else if (field == null) {
        phrase(part.group(), phrase, excluded);
      } else {
        Filter filter = filter(field, phrase, excluded);
        if (filter == null || !add(part.group(), filter)) {
          note(field, phrase, filter);
          words(field);
          phrase(part.group(), phrase, excluded);
        }
      }
    }
  }

  private void word(String word) {
    Matcher field = FIELD.matcher(word);
    if (field.matches()) {
      Filter filter = filter(field.group(2), field.group(3), field.group(1) != null);
      if (filter != null && add(word, filter)) {
        return;
      }
      note(field.group(2), field.group(3), filter);
    } else if (word.startsWith("-") && word.length() > 1) {
      List<String> terms = TextAnalysis.terms(TextAnalysis.EXACT, word);
      if (terms.size() == 1 && add(word, new Filter.Without(terms.getFirst()))) {
        return;
      }
      if (terms.size() > 1) {
        phrase(word, word.substring(1), true);
        return;
      }
    }
    words(word);
  }

  private void phrase(String typed, String phrase, boolean excluded) {
    List<String> terms = TextAnalysis.terms(TextAnalysis.EXACT, phrase);
    if (terms.isEmpty() || terms.size() > MOST_WORDS || phrases.size() == MOST_CONDITIONS) {
      words(phrase);
    } else if (terms.size() == 1 && excluded) {
      add(typed, new Filter.Without(terms.getFirst()));
    } else {
      phrases.add(new Phrase(String.join(" ", terms), excluded));
    }
  }

  private void words(String text) {
    String unparted = NET.matcher(text).replaceAll(".NET");
    for (String term : TextAnalysis.terms(TextAnalysis.EXACT, unparted)) {
      if (words.size() < MOST_WORDS) {
        words.add(term);
      }
    }
  }

  private boolean add(String typed, Filter filter) {
    return conditions.size() < MOST_CONDITIONS && conditions.add(new Condition(typed, filter));
  }

  /** Notes why a field is read as words, except for an address or title with a colon. */
  private void note(String field, String value, @Nullable Filter filter) {
    String name = field.toLowerCase(Locale.ROOT);
    if (filter != null || value.startsWith("/") || value.startsWith(":")) {
      return;
    }
    switch (name) {
      case "author", "title", "topic" -> notes.add(name + ": takes words: got " + value);
      case "year" -> notes.add("year: takes a year or several, as 2023-2025: got " + value);
      case "has" -> notes.add("has: takes code or method: got " + value);
      default -> {
        if (name.equals(field)) {
          notes.add(
              ("There is no field “%s”, so it is read as a word;"
                      + " fields are author:, title:, topic:, year: and has:")
                  .formatted(field));
        }
      }
    }
  }

  private static @Nullable Filter filter(String field, String value, boolean excluded) {
    boolean spoken = !TextAnalysis.terms(TextAnalysis.EXACT, value).isEmpty();
    return switch (field.toLowerCase(Locale.ROOT)) {
      case "author" -> spoken ? new Filter.Author(value.strip(), excluded) : null;
      case "title" ->
          TextAnalysis.terms(TextAnalysis.ENGLISH, value).isEmpty()
              ? null
              : new Filter.Title(value.strip(), excluded);
      case "topic" -> value.isBlank() ? null : new Filter.Topic(value.strip(), excluded);
      case "year" -> years(value.strip(), excluded);
      case "has" -> {
        String what = value.strip().toLowerCase(Locale.ROOT);
        yield what.equals("code") || what.equals("method") ? new Filter.Has(what, excluded) : null;
      }
      default -> null;
    };
  }

  private static Filter.@Nullable Years years(String value, boolean excluded) {
    Matcher years = YEARS.matcher(value);
    if (!years.matches() || (years.group("from") == null && years.group("to") == null)) {
      return null;
    }
    int from = years.group("from") == null ? FIRST_YEAR : Integer.parseInt(years.group("from"));
    boolean open = years.group("dash") != null;
    int to =
        years.group("to") != null ? Integer.parseInt(years.group("to")) : open ? LAST_YEAR : from;
    if (years.group("from") != null && years.group("to") != null && !open) {
      return null;
    }
    return new Filter.Years(Math.min(from, to), Math.max(from, to), excluded);
  }
}
