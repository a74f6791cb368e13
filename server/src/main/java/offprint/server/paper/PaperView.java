package offprint.server.paper;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import offprint.engine.PaperMethod;
import offprint.server.method.Methods;
import offprint.server.prose.Prose;
import offprint.server.web.Address;
import org.jspecify.annotations.Nullable;

/**
 * A paper with its runnable methods, as pages and REST show it.
 *
 * @param url address of its page, below the site's
 */
public record PaperView(
    String slug,
    String arxiv,
    String title,
    List<String> authors,
    int authorCount,
    String published,
    String summary,
    @Nullable String code,
    @Nullable String projectPage,
    List<String> keywords,
    int upvotes,
    int comments,
    String url,
    List<MethodLink> methods) {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);
  private static final DateTimeFormatter SHORT_DAY =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
  private static final int NAMED_AUTHORS = 4;

  /** A method's id, what it does, and the page where it runs. */
  public record MethodLink(String id, String task, String summary, String url) {

    /** "read-out" is read "Read out". */
    public String label() {
      String words = task.replace('-', ' ');
      return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
  }

  /** A keyword and the page of its papers. */
  public record TopicLink(String html, String url) {}

  public static PaperView of(StoredPaper paper, Methods methods) {
    String url = "/papers/" + paper.address();
    return new PaperView(
        paper.slug(),
        paper.arxiv(),
        paper.title(),
        paper.authors(),
        paper.authorCount(),
        paper.published().toString(),
        paper.summary(),
        paper.code(),
        paper.projectPage(),
        paper.keywords(),
        paper.upvotes(),
        paper.comments(),
        url,
        methods.ofPaper(paper.slug()).stream().map(method -> link(method, url)).toList());
  }

  private static MethodLink link(PaperMethod<?> method, String url) {
    return new MethodLink(
        method.id(), method.task(), method.summary(), url + "/run/" + method.task());
  }

  public List<TopicLink> topics() {
    return keywords.stream()
        .map(word -> new TopicLink(Prose.title(word), Address.topic(word)))
        .toList();
  }

  /** The identicon beside it on lists. */
  public Identicon mark() {
    return Identicon.of(this);
  }

  /** The title in HTML, with its mathematics. */
  public String titleHtml() {
    return Prose.title(title);
  }

  /** The title as plain text. */
  public String plainTitle() {
    return Prose.plain(title);
  }

  /** The abstract in HTML, in one piece. */
  public String summaryHtml() {
    return Prose.html(summary);
  }

  /** The abstract in HTML, as paragraphs. */
  public String summaryParagraphs() {
    return Prose.paragraphs(summary);
  }

  public PaperView withCounts(int upvotes, int comments) {
    return new PaperView(
        slug,
        arxiv,
        title,
        authors,
        authorCount,
        published,
        summary,
        code,
        projectPage,
        keywords,
        upvotes,
        comments,
        url,
        methods);
  }

  /** Day of the first version in words. */
  public String day() {
    return DAY.format(LocalDate.parse(published));
  }

  /** The same with the month cut short. */
  public String shortDay() {
    return SHORT_DAY.format(LocalDate.parse(published));
  }

  /** "A, B and 11 others". */
  public String byline() {
    if (authors.isEmpty()) {
      return authorCount == 0 ? "" : authorCount + (authorCount == 1 ? " author" : " authors");
    }
    int named = authors.size() <= NAMED_AUTHORS + 1 ? authors.size() : NAMED_AUTHORS;
    int others = authorCount - named;
    String names = String.join(", ", authors.subList(0, named));
    return others <= 0 ? names : names + " and " + others + (others == 1 ? " other" : " others");
  }
}
