package offprint.server.feed;

import java.io.ByteArrayOutputStream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import offprint.server.paper.PaperView;
import offprint.server.prose.Prose;

/** A list in Atom (RFC 4287). */
final class AtomFeed {
  private static final String NAMESPACE = "http://www.w3.org/2005/Atom";

  private final XMLStreamWriter xml;
  private final String site;

  private AtomFeed(XMLStreamWriter xml, String site) {
    this.xml = xml;
    this.site = site;
  }

  static byte[] write(Listing listing, String site) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out, "UTF-8");
      new AtomFeed(xml, site).feed(listing);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(
          "the feed of %s cannot be written".formatted(listing.url()), e);
    }
    return out.toByteArray();
  }

  private void feed(Listing listing) throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeStartElement("feed");
    xml.writeDefaultNamespace(NAMESPACE);
    text("id", site + listing.feed());
    text("title", listing.title() + " · Offprint");
    text("subtitle", listing.lead());
    text(
        "updated",
        listing.entries().stream()
            .map(AtomFeed::updated)
            .max(String::compareTo)
            .orElse("1970-01-01T00:00:00Z"));
    link("self", site + listing.feed(), "application/atom+xml");
    link("alternate", site + listing.url(), "text/html");
    xml.writeStartElement("author");
    text("name", "Offprint");
    xml.writeEndElement();
    for (Entry entry : listing.entries()) {
      entry(entry);
    }
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void entry(Entry entry) throws XMLStreamException {
    PaperView paper = entry.paper();
    xml.writeStartElement("entry");
    text("id", id(paper, site));
    text("title", Prose.plain(paper.title()));
    text("updated", updated(entry));
    text("published", paper.published() + "T00:00:00Z");
    link("alternate", site + paper.url(), "text/html");
    if (!paper.arxiv().isEmpty()) {
      link("related", "https://arxiv.org/abs/" + paper.arxiv(), "text/html");
    }
    for (String author : paper.authors()) {
      xml.writeStartElement("author");
      text("name", author);
      xml.writeEndElement();
    }
    for (String keyword : paper.keywords()) {
      xml.writeStartElement("category");
      xml.writeAttribute("term", clean(keyword));
      xml.writeEndElement();
    }
    xml.writeStartElement("summary");
    xml.writeAttribute("type", "html");
    xml.writeCharacters(clean(Prose.paragraphs(paper.summary())));
    xml.writeEndElement();
    xml.writeEndElement();
  }

  /** Identifier of a paper, the same in all feeds. */
  static String id(PaperView paper, String site) {
    return paper.arxiv().isEmpty() ? site + paper.url() : "https://arxiv.org/abs/" + paper.arxiv();
  }

  static String updated(Entry entry) {
    String day = entry.day().isEmpty() ? entry.paper().published() : entry.day();
    return day + "T00:00:00Z";
  }

  private void link(String relation, String address, String type) throws XMLStreamException {
    xml.writeEmptyElement("link");
    xml.writeAttribute("rel", relation);
    xml.writeAttribute("type", type);
    xml.writeAttribute("href", address);
  }

  private void text(String name, String text) throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeCharacters(clean(text));
    xml.writeEndElement();
  }

  /** Removes characters that XML cannot hold. */
  private static String clean(String text) {
    return text.codePoints()
        .filter(
            c ->
                (c >= 0x20 && c < 0xd800)
                    || c == '\n'
                    || c == '\t'
                    || (c > 0xdfff && c < 0xfffe)
                    || c > 0xffff)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
