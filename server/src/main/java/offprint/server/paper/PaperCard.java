package offprint.server.paper;

import java.util.ArrayList;
import java.util.List;
import offprint.engine.Json;
import offprint.server.prose.Prose;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Machine-readable metadata on a paper's page.
 *
 * @param citation meta elements that reference managers and Google Scholar know
 * @param json schema.org/ScholarlyArticle in JSON-LD, safe inside a script element
 */
record PaperCard(String description, List<Tag> citation, String json, String bibtex) {
  private static final int DESCRIBED = 300;

  record Tag(String name, String content) {}

  /**
   * @param site address of this site as the reader sees it, without trailing slash
   */
  static PaperCard of(PaperView paper, String site) {
    String summary = Prose.plain(paper.summary());
    return new PaperCard(
        start(summary), citation(paper, site), json(paper, site, summary), BibTeX.of(paper));
  }

  /** Its first sentences, cut between words. */
  private static String start(String summary) {
    if (summary.length() <= DESCRIBED) {
      return summary;
    }
    int space = summary.lastIndexOf(' ', DESCRIBED);
    int end = space > 0 ? space : summary.offsetByCodePoints(0, DESCRIBED / 2);
    return summary.substring(0, end) + "…";
  }

  private static List<Tag> citation(PaperView paper, String site) {
    List<Tag> tags = new ArrayList<>();
    tags.add(new Tag("citation_title", paper.plainTitle()));
    paper.authors().forEach(name -> tags.add(new Tag("citation_author", name)));
    tags.add(new Tag("citation_publication_date", paper.published().replace('-', '/')));
    tags.add(new Tag("citation_abstract_html_url", site + paper.url()));
    if (!paper.arxiv().isEmpty()) {
      tags.add(new Tag("citation_arxiv_id", paper.arxiv()));
      tags.add(new Tag("citation_pdf_url", "https://arxiv.org/pdf/" + paper.arxiv()));
    }
    paper.keywords().forEach(word -> tags.add(new Tag("citation_keywords", Prose.plain(word))));
    return List.copyOf(tags);
  }

  private static String json(PaperView paper, String site, String summary) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.put("@context", "https://schema.org")
        .put("@type", "ScholarlyArticle")
        .put("@id", site + paper.url())
        .put("url", site + paper.url())
        .put("headline", paper.plainTitle())
        .put("datePublished", paper.published());
    if (!summary.isEmpty()) {
      node.put("abstract", summary);
    }
    ArrayNode authors = node.putArray("author");
    paper.authors().forEach(name -> authors.addObject().put("@type", "Person").put("name", name));
    if (!paper.arxiv().isEmpty()) {
      node.put("sameAs", "https://arxiv.org/abs/" + paper.arxiv());
      node.putObject("identifier")
          .put("@type", "PropertyValue")
          .put("propertyID", "arXiv")
          .put("value", paper.arxiv());
    }
    if (!paper.keywords().isEmpty()) {
      ArrayNode keywords = node.putArray("keywords");
      paper.keywords().forEach(word -> keywords.add(Prose.plain(word)));
    }
    return node.toString().replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
  }
}
