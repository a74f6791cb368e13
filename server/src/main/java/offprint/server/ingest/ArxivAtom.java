package offprint.server.ingest;

import java.io.ByteArrayInputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Parses answers of the arXiv API. Document types and entities are refused, so that an answer
 * cannot open files, call addresses or grow without bound.
 */
final class ArxivAtom {
  private static final String ATOM = "http://www.w3.org/2005/Atom";
  private static final String ARXIV = "http://arxiv.org/schemas/atom";
  private static final Pattern ID =
      Pattern.compile("https?://arxiv\\.org/abs/(?<id>.+?)v(?<version>[0-9]{1,4})");

  private final XMLStreamReader xml;

  private ArxivAtom(XMLStreamReader xml) {
    this.xml = xml;
  }

  /**
   * A page of a list.
   *
   * @param total of all pages
   */
  record Feed(long total, List<ArxivEntry> entries) {}

  /**
   * @throws IngestException if the answer is invalid or incomplete
   */
  static Feed parse(byte[] answer) throws IngestException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(answer));
      try {
        return new ArxivAtom(reader).feed();
      } finally {
        reader.close();
      }
    } catch (XMLStreamException | DateTimeException | IllegalArgumentException e) {
      throw new IngestException("the answer of arXiv cannot be read", e);
    }
  }

  private Feed feed() throws XMLStreamException, IngestException {
    long total = 0;
    List<ArxivEntry> entries = new ArrayList<>();
    boolean feed = false;
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamConstants.DTD) {
        throw new IngestException("the answer of arXiv cannot be read: it has a document type");
      }
      if (event != XMLStreamConstants.START_ELEMENT) {
        continue;
      }
      if (!feed) {
        if (!is(ATOM, "feed")) {
          throw new IngestException(
              "the answer of arXiv cannot be read: it is no feed but " + xml.getLocalName());
        }
        feed = true;
      } else if (is(ATOM, "entry")) {
        entry().ifPresent(entries::add);
      } else if (xml.getLocalName().equals("totalResults")) {
        total = Long.parseLong(xml.getElementText().strip());
      }
    }
    return new Feed(Math.max(total, entries.size()), entries);
  }

  private boolean is(String namespace, String name) {
    return xml.getLocalName().equals(name) && namespace.equals(xml.getNamespaceURI());
  }

  /** Empty where arXiv reports an error in the place of a paper. */
  private Optional<ArxivEntry> entry() throws XMLStreamException, IngestException {
    Fields fields = new Fields();
    while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
      if (ATOM.equals(xml.getNamespaceURI())) {
        atom(fields);
      } else if (ARXIV.equals(xml.getNamespaceURI())) {
        arxiv(fields);
      } else {
        skip();
      }
    }
    return fields.entry();
  }

  private void atom(Fields fields) throws XMLStreamException {
    switch (xml.getLocalName()) {
      case "id" -> fields.id = text();
      case "title" -> fields.title = text();
      case "summary" -> fields.summary = xml.getElementText().strip();
      case "published" -> fields.published = Instant.parse(text());
      case "updated" -> fields.updated = Instant.parse(text());
      case "author" -> author(fields);
      case "category" -> category(fields, false);
      default -> skip();
    }
  }

  private void arxiv(Fields fields) throws XMLStreamException {
    switch (xml.getLocalName()) {
      case "comment" -> fields.comment = text();
      case "journal_ref" -> fields.journal = text();
      case "doi" -> fields.doi = text();
      case "primary_category" -> category(fields, true);
      default -> skip();
    }
  }

  private void author(Fields fields) throws XMLStreamException {
    while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
      if (is(ATOM, "name")) {
        String name = text();
        if (!name.isEmpty()) {
          fields.authors.add(name);
        }
      } else {
        skip();
      }
    }
  }

  private void category(Fields fields, boolean primary) throws XMLStreamException {
    String term = xml.getAttributeValue(null, "term");
    if (term != null && !term.isBlank() && (primary || !fields.categories.contains(term))) {
      fields.categories.remove(term);
      fields.categories.add(primary ? 0 : fields.categories.size(), term);
    }
    skip();
  }

  private String text() throws XMLStreamException {
    return xml.getElementText().replaceAll("\\s+", " ").strip();
  }

  private void skip() throws XMLStreamException {
    for (int depth = 1; depth > 0; ) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        depth++;
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      }
    }
  }

  private static final class Fields {
    private final List<String> authors = new ArrayList<>();
    private final List<String> categories = new ArrayList<>();
    private String id = "";
    private String title = "";
    private String summary = "";
    private String comment = "";
    private String journal = "";
    private String doi = "";
    private @Nullable Instant published;
    private @Nullable Instant updated;

    Optional<ArxivEntry> entry() throws IngestException {
      Matcher matcher = ID.matcher(id);
      if (!matcher.matches() || title.isEmpty()) {
        return Optional.empty();
      }
      if (published == null) {
        throw new IngestException(
            "the answer of arXiv cannot be read: %s has no date".formatted(id));
      }
      return Optional.of(
          new ArxivEntry(
              matcher.group("id"),
              Integer.parseInt(matcher.group("version")),
              title,
              summary,
              List.copyOf(authors),
              published,
              updated == null ? published : updated,
              List.copyOf(categories),
              comment,
              journal,
              doi));
    }
  }
}
