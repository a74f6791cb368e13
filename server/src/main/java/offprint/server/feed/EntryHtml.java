package offprint.server.feed;

import java.util.LinkedHashMap;
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
 * The entries of lists as readers without a cookie see them, the most recently shown, as many as
 * fit. They outlive the lists, which every vote changes: an entry is made anew only when its paper
 * is another.
 */
@Component("entries")
final class EntryHtml {
  private static final TemplateSpec ENTRY =
      new TemplateSpec("feed/entry", Set.of("entry"), TemplateMode.HTML, null);
  private static final int CAPACITY = 12 << 20; // characters

  private final ITemplateEngine templates;
  private final Map<PaperView, String> kept = new LinkedHashMap<>(64, 0.75f, true);
  private int size;

  EntryHtml(ITemplateEngine templates) {
    this.templates = templates;
  }

  /**
   * The entry of a paper.
   *
   * @param context of a template where {@code paper} is this paper
   */
  public String of(PaperView paper, ITemplateContext context) {
    if (!Visitor.isUnknown()) {
      return templates.process(ENTRY, context);
    }
    String known = get(paper);
    if (known == null) {
      known = templates.process(ENTRY, context);
      put(paper, known);
    }
    return known;
  }

  private synchronized @Nullable String get(PaperView paper) {
    return kept.get(paper);
  }

  private synchronized void put(PaperView paper, String html) {
    String replaced = kept.put(paper, html);
    size += html.length() - (replaced == null ? 0 : replaced.length());
    while (size > CAPACITY) {
      String removed = kept.remove(kept.keySet().iterator().next());
      size -= removed == null ? 0 : removed.length();
    }
  }
}
