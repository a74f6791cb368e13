package offprint.server.search;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import offprint.server.method.Methods;
import offprint.server.paper.PaperView;
import offprint.server.paper.Papers;
import offprint.server.paper.StoredPaper;
import offprint.server.prose.Prose;
import offprint.server.search.Search.Answer;
import offprint.server.search.Search.Hit;
import offprint.server.search.query.SearchQuery;
import offprint.server.search.ranking.Facets;
import offprint.server.search.ranking.Vocabulary.Alternative;

/**
 * What was found, as pages and REST show it.
 *
 * @param total of all pages; exact but for a paper that changes meanwhile, unless estimated
 * @param estimated true where there are so many that they, and those of each year and topic, were
 *     counted in a part of the index and rounded to two digits
 * @param listed how many of them can be paged through
 * @param complete false while the index is being made: there may be more
 * @param indexed papers in the index
 * @param notes what of the question was not understood, in sentences
 * @param corrections words that the question has not but that were searched for, too
 * @param years the newest first
 * @param topics the most frequent first
 * @param previous address of the page before, or of the last where this is past it
 * @param next address of the next page, "" on the last
 */
record SearchResults(
    String question,
    long total,
    boolean estimated,
    int listed,
    boolean complete,
    long indexed,
    List<String> notes,
    List<Correction> corrections,
    List<Facet> years,
    List<Facet> topics,
    List<Result> papers,
    String previous,
    String next) {

  /**
   * A paper.
   *
   * @param title in HTML with {@code <mark>}
   * @param snippet of the abstract, the same
   */
  record Result(PaperView paper, double score, String title, String snippet) {}

  /** A word and its corrections. */
  record Correction(String word, List<String> also) {}

  /**
   * Papers of one year or topic among those found.
   *
   * @param question query that finds only these
   */
  record Facet(String name, long papers, String question) {
    public String url() {
      return address("/search", question);
    }
  }

  static SearchResults of(
      Answer answer, int page, int limit, String path, Papers papers, Methods methods) {
    SearchQuery searchQuery = answer.question();
    int last = Math.max(0, (answer.listed() - 1) / limit);
    return new SearchResults(
        searchQuery.text(),
        answer.facets().total(),
        answer.facets().estimated(),
        answer.listed(),
        answer.complete(),
        answer.indexed(),
        searchQuery.notes(),
        corrections(answer),
        years(answer),
        topics(answer),
        list(answer, papers, methods),
        page == 0 ? "" : address(path, searchQuery.text(), Math.min(page - 1, last), limit),
        page < last ? address(path, searchQuery.text(), page + 1, limit) : "");
  }

  static List<Result> list(Answer answer, Papers papers, Methods methods) {
    Highlighter highlighter = new Highlighter(answer.question(), answer.alternatives());
    Map<Long, Double> scores = new HashMap<>();
    answer.hits().forEach(hit -> scores.put(hit.paper(), hit.score()));
    List<Result> results = new ArrayList<>();
    for (StoredPaper paper : papers.withIds(answer.hits().stream().map(Hit::paper).toList())) {
      results.add(
          new Result(
              PaperView.of(paper, methods),
              scores.getOrDefault(paper.id(), 0.0),
              highlighter.mark(Prose.plain(paper.title())),
              highlighter.snippet(Prose.plain(paper.summary()))));
    }
    return List.copyOf(results);
  }

  private static List<Correction> corrections(Answer answer) {
    List<Correction> corrections = new ArrayList<>();
    for (String word : answer.question().words().stream().distinct().toList()) {
      List<Alternative> others = answer.alternatives().get(word);
      if (others != null) {
        corrections.add(new Correction(word, others.stream().map(Alternative::word).toList()));
      }
    }
    return List.copyOf(corrections);
  }

  /** Facets by year, unless the query has one already. */
  private static List<Facet> years(Answer answer) {
    String text = answer.question().text();
    boolean chosen =
        answer.question().filters().stream().anyMatch(SearchQuery.Filter.Years.class::isInstance);
    return chosen
        ? List.of()
        : answer.facets().years().stream()
            .map(year -> new Facet(year.name(), year.papers(), text + " year:" + year.name()))
            .toList();
  }

  private static List<Facet> topics(Answer answer) {
    String text = answer.question().text();
    List<Facet> topics = new ArrayList<>();
    for (Facets.Count topic : answer.facets().topics()) {
      String filter = "topic:\"" + topic.name().replace("\"", "") + "\"";
      boolean chosen =
          answer.question().conditions().stream().anyMatch(c -> c.typed().equals(filter));
      if (!chosen) {
        topics.add(new Facet(topic.name(), topic.papers(), text + " " + filter));
      }
    }
    return List.copyOf(topics);
  }

  /** The filters of a query, each with the query without it. */
  static List<Facet> chosen(SearchQuery searchQuery) {
    return searchQuery.conditions().stream()
        .map(
            condition ->
                new Facet(
                    condition.typed(),
                    0,
                    searchQuery
                        .text()
                        .replaceFirst(Pattern.quote(condition.typed()), " ")
                        .replaceAll("\\s+", " ")
                        .strip()))
        .toList();
  }

  static String address(String path, String question) {
    return path + "?q=" + URLEncoder.encode(question, StandardCharsets.UTF_8);
  }

  private static String address(String path, String question, int page, int limit) {
    String first = address(path, question);
    String sized = limit == SearchPages.LIMIT ? first : first + "&limit=" + limit;
    return page == 0 ? sized : sized + "&p=" + page;
  }
}
