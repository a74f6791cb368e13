package offprint.server.feed;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import offprint.server.paper.PaperView;
import offprint.server.web.Visitor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.TemplateSpec;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.templatemode.TemplateMode;

/**
 * Caches the HTML of list entries for readers without a cookie. Entries outlive the lists, which
 * every vote changes: an entry is rendered again only when its paper changes.
 */
@Component("entries")
final class EntryHtml {
  private static final TemplateSpec BUTTONS =
      new TemplateSpec("reader/buttons", Set.of("buttons"), TemplateMode.HTML, null);

  /** Placeholder of a paper's address in the buttons shared by all papers. */
  private static final String ADDRESS = "the-address-of-the-paper";

  private static final int CAPACITY = 24 << 20; // characters

  private final ITemplateEngine templates;
  private final Cache<Long, Made> kept =
      Caffeine.newBuilder()
          .maximumWeight(CAPACITY)
          .weigher((Long _, Made made) -> made.html().length())
          .build();
  private volatile @Nullable String buttons;

  EntryHtml(ITemplateEngine templates) {
    this.templates = templates;
  }

  private record Made(long changed, String html) {}

  /** A paper whose rendered buttons serve as template for all. */
  public PaperView standIn() {
    return new PaperView(
        ADDRESS, "", "", List.of(), 0, "", "", null, null, List.of(), 0, 0, "", List.of());
  }

  /** Votes and comments of a paper in HTML, "" for none. */
  public String votes(PaperView paper) {
    return new ListedPaper(0, 0, paper.upvotes(), paper.comments(), "").votes();
  }

  /** The parts of an entry that do not depend on the reader. */
  public EntryParts parts(PaperView paper) {
    return EntryParts.of(paper);
  }

  /**
   * The same with search words marked.
   *
   * @param title in HTML
   * @param summary part of the abstract, in HTML
   */
  public EntryParts parts(PaperView paper, String title, String summary) {
    return EntryParts.of(paper, title, summary);
  }

  /**
   * The rendered items of a list; null for readers with a cookie or token, whose entries differ.
   *
   * @param context of a template where {@code paper} is {@link #standIn}
   */
  public @Nullable List<String> items(Entries entries, ITemplateContext context) {
    if (!Visitor.isUnknown()) {
      return null;
    }
    Map<Long, String> known = new HashMap<>();
    List<ListedPaper> missing = new ArrayList<>();
    for (ListedPaper listedPaper : entries.standings()) {
      Made made = kept.getIfPresent(listedPaper.paper());
      if (made != null && made.changed() == listedPaper.changed()) {
        known.put(listedPaper.paper(), made.html());
      } else {
        missing.add(listedPaper);
      }
    }
    make(missing, entries, context, known);
    List<String> items = new ArrayList<>();
    for (ListedPaper listedPaper : entries.standings()) {
      String entry = known.get(listedPaper.paper());
      if (entry != null) {
        items.add("<li>" + listedPaper.votes() + entry + "</li>\n");
      }
    }
    return items;
  }

  /**
   * The rendered item of a paper with search words marked; null for readers with a cookie or token.
   *
   * @param title in HTML
   * @param summary part of the abstract, in HTML
   * @param context of a template where {@code paper} is {@link #standIn}
   */
  public @Nullable String item(
      PaperView paper, String title, String summary, ITemplateContext context) {
    return Visitor.isUnknown()
        ? "<li>"
            + votes(paper)
            + EntryParts.of(paper, title, summary).whole(buttons(paper, context))
            + "</li>\n"
        : null;
  }

  private void make(
      List<ListedPaper> missing,
      Entries entries,
      ITemplateContext context,
      Map<Long, String> into) {
    if (missing.isEmpty()) {
      return;
    }
    Map<Long, PaperView> papers = entries.papers(missing);
    for (ListedPaper listedPaper : missing) {
      PaperView paper = papers.get(listedPaper.paper());
      if (paper != null) {
        String html = EntryParts.of(paper).whole(buttons(paper, context));
        into.put(listedPaper.paper(), html);
        kept.put(listedPaper.paper(), new Made(listedPaper.changed(), html));
      }
    }
  }

  private String buttons(PaperView paper, ITemplateContext context) {
    String address = paper.arxiv().isEmpty() ? paper.slug() : paper.arxiv();
    return buttons(context).replace(ADDRESS, EntryParts.escaped(address));
  }

  /** The buttons that the template renders for a reader without opinions. */
  private String buttons(ITemplateContext context) {
    String made = buttons;
    if (made == null) {
      made = templates.process(BUTTONS, context);
      buttons = made;
    }
    return made;
  }
}
