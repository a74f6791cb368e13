package offprint.server.feed;

import java.util.List;
import offprint.server.paper.PaperView;
import offprint.server.paper.PaperView.MethodLink;
import offprint.server.prose.Prose;
import offprint.server.web.Address;
import org.jspecify.annotations.Nullable;
import org.unbescape.html.HtmlEscape;

/**
 * The parts of an entry's HTML that do not depend on the reader, written without a template because
 * a page has 50 entries.
 *
 * @param head title, authors, sign and abstract
 * @param links to other sites with the paper
 * @param topics "" for none
 * @param runs its methods, "" for none
 */
public record EntryParts(String head, String links, String topics, String runs) {
  private static final int TOPICS = 3;

  static EntryParts of(PaperView paper) {
    return of(paper, paper.titleHtml(), paper.summaryHtml());
  }

  /**
   * @param title in HTML
   * @param summary the abstract or a part of it, in HTML
   */
  static EntryParts of(PaperView paper, String title, String summary) {
    return new EntryParts(head(paper, title, summary), links(paper), topics(paper), runs(paper));
  }

  /** The complete entry. */
  String whole(String buttons) {
    return "<article class=\"entry\">"
        + head
        + "<div class=\"foot\">"
        + links
        + buttons
        + topics
        + "</div>"
        + runs
        + "</article>";
  }

  private static String head(PaperView paper, String title, String summary) {
    StringBuilder html = new StringBuilder(summary.length() + title.length() + 1_500);
    html.append("<h2 dir=\"auto\"><a href=\"").append(escaped(paper.url())).append("\">");
    html.append(title).append("</a></h2>\n<p class=\"byline\"><span dir=\"auto\">");
    html.append(escaped(paper.byline())).append("</span>");
    html.append(paper.byline().isEmpty() ? "" : "&nbsp;· ").append("<time datetime=\"");
    html.append(paper.published()).append("\">").append(paper.shortDay()).append("</time></p>\n");
    offprint.server.paper.Identicon identicon = paper.mark();
    html.append("<svg class=\"mark ").append(identicon.ink());
    html.append("\" viewBox=\"0 0 14 14\" aria-hidden=\"true\"><path class=\"small\" d=\"");
    html.append(identicon.small())
        .append("\"/><path d=\"")
        .append(identicon.large())
        .append("\"/></svg>\n");
    if (!paper.summary().isEmpty()) {
      html.append("<p class=\"summary\" dir=\"auto\">").append(summary).append("</p>\n");
    }
    return html.toString();
  }

  private static String links(PaperView paper) {
    StringBuilder html = new StringBuilder("<p class=\"links\">");
    if (!paper.arxiv().isEmpty()) {
      link("https://arxiv.org/abs/" + paper.arxiv(), "arXiv", html);
    }
    link(paper.code(), "Code", html);
    link(paper.projectPage(), "Project", html);
    return html.append("</p>\n").toString();
  }

  private static void link(@Nullable String address, String text, StringBuilder html) {
    if (address != null) {
      html.append(" <a href=\"").append(escaped(address)).append("\" rel=\"noreferrer\">");
      html.append(text).append("</a>");
    }
  }

  private static String topics(PaperView paper) {
    if (paper.keywords().isEmpty()) {
      return "";
    }
    StringBuilder html = new StringBuilder("<ul class=\"chips\" aria-label=\"Keywords\">");
    for (String word : first(paper.keywords())) {
      html.append("<li><a href=\"").append(escaped(Address.topic(word)));
      html.append("\" dir=\"auto\">").append(Prose.title(word)).append("</a></li>");
    }
    return html.append("</ul>\n").toString();
  }

  private static List<String> first(List<String> keywords) {
    return keywords.subList(0, Math.min(TOPICS, keywords.size()));
  }

  private static String runs(PaperView paper) {
    if (paper.methods().isEmpty()) {
      return "";
    }
    StringBuilder html =
        new StringBuilder(
            "<p class=\"runs\"><strong><svg viewBox=\"0 0 12 12\" aria-hidden=\"true\">"
                + "<path d=\"M2.500 1v10l8-5z\"/></svg>Runnable</strong>");
    for (MethodLink method : paper.methods()) {
      html.append(" <a href=\"").append(escaped(method.url())).append("\" title=\"");
      html.append(escaped(method.summary())).append("\">");
      html.append(escaped(method.task())).append("</a>");
    }
    return html.append("</p>\n").toString();
  }

  static String escaped(String text) {
    return HtmlEscape.escapeHtml4Xml(text);
  }
}
