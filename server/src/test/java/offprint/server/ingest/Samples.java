package offprint.server.ingest;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import offprint.engine.Json;
import offprint.server.ReplayServer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers in the forms of the arXiv API and of the Daily Papers API, made by hand. */
final class Samples {
  static final String ATOM = "application/atom+xml; charset=utf-8";

  private Samples() {}

  /** A paper as arXiv sends it, with line breaks where it puts them. */
  static String entry(String id, int version, String title, String day) {
    return """
      <entry>
        <id>http://arxiv.org/abs/%1$sv%2$d</id>
        <title>%3$s</title>
        <updated>%4$sT18:00:01Z</updated>
        <link href="https://arxiv.org/abs/%1$sv%2$d" rel="alternate" type="text/html"/>
        <link href="https://arxiv.org/pdf/%1$sv%2$d" rel="related" type="application/pdf" title="pdf"/>
        <summary>  The abstract of %3$s with $\\alpha &lt; 1$,
      over two lines &amp; more.
      </summary>
        <category term="cs.IT" scheme="http://arxiv.org/schemas/atom"/>
        <category term="math.PR" scheme="http://arxiv.org/schemas/atom"/>
        <published>%4$sT17:30:00Z</published>
        <arxiv:comment>12 pages,
      3 figures</arxiv:comment>
        <arxiv:primary_category term="math.PR"/>
        <author>
          <name>Ada Example</name>
          <arxiv:affiliation>Example University</arxiv:affiliation>
        </author>
        <author>
          <name>Bo Östergård</name>
        </author>
      </entry>
    """
        .formatted(id, version, title, day);
  }

  static String feed(long total, long start, String... entries) {
    return """
    <?xml version='1.0' encoding='UTF-8'?>
    <feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">
      <id>https://arxiv.org/api/cHxbiOdZaP56ODnBPIenZhzg5f8</id>
      <title>arXiv Query: search_query=&amp;id_list=&amp;start=0&amp;max_results=1</title>
      <updated>2025-12-24T00:00:00Z</updated>
      <link href="https://arxiv.org/api/query?search_query=" type="application/atom+xml"/>
      <opensearch:itemsPerPage>100</opensearch:itemsPerPage>
      <opensearch:totalResults>%d</opensearch:totalResults>
      <opensearch:startIndex>%d</opensearch:startIndex>
    %s</feed>
    """
        .formatted(total, start, String.join("", entries));
  }

  static ReplayServer.Answer atom(String body) {
    return ReplayServer.text(200, ATOM, body);
  }

  /** The answer for one paper. */
  static ReplayServer.Answer paper(String id, String title) {
    return atom(feed(1, 0, entry(id, 2, title, "2025-12-22")));
  }

  /** {@code count} papers from the number {@code first} on, one a minute. */
  static String[] entries(int first, int count, String day) {
    return IntStream.range(first, first + count)
        .mapToObj(i -> entry("2512.%05d".formatted(i), 1, "Paper " + i, day))
        .toArray(String[]::new);
  }

  /** A day of the Daily Papers API, {@code count} papers from {@code first} on. */
  static String day(String day, int first, int count) {
    return IntStream.range(first, first + count)
        .mapToObj(i -> daily(day, i).toString())
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static ObjectNode daily(String day, int number) {
    String id = "2512.%05d".formatted(number);
    ObjectNode entry = Json.MAPPER.createObjectNode();
    ObjectNode paper = entry.putObject("paper").put("id", id);
    ArrayNode authors = paper.putArray("authors");
    ObjectNode author = authors.addObject().put("_id", "a" + number);
    author.putObject("user").put("user", "ada").put("fullname", "Ada E.").put("type", "user");
    author.put("name", "Ada Example").put("status", "claimed_verified").put("hidden", false);
    paper.put("publishedAt", "2025-12-20T17:54:15.000Z");
    paper.put("submittedOnDailyAt", day + "T04:38:47.770Z");
    paper.put("title", "Paper\n  " + number).put("summary", "The abstract of " + number + ".");
    ObjectNode submitter = paper.putObject("submittedOnDailyBy").put("_id", "u1");
    submitter.put("avatarUrl", "/avatars/u1.svg").put("fullname", "Bo").put("user", "bo");
    paper.put("upvotes", Math.max(0, 100 - number)).put("discussionId", "d" + number);
    paper.putArray("ai_keywords").add("random walks");
    entry.put("publishedAt", "2025-12-20T12:54:15.000Z").put("title", "Paper\n  " + number);
    entry.put("summary", "The abstract of " + number + ".").put("numComments", 1);
    entry.putObject("submittedBy").put("name", "bo").put("fullname", "Bo").put("isPro", false);
    return entry.put("isAuthorParticipating", false);
  }
}
