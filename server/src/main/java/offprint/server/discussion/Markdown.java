package offprint.server.discussion;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * Renders Markdown of readers as safe HTML: raw HTML is escaped, then everything but a few elements
 * is removed. Pictures are not allowed, because they would tell another server who reads.
 */
final class Markdown {
  private static final int DEEPEST = 30;

  private final Parser parser;
  private final HtmlRenderer renderer;
  private final PolicyFactory policy;

  Markdown() {
    List<Extension> extensions = List.of(AutolinkExtension.create());
    this.parser = Parser.builder().extensions(extensions).maxOpenBlockParsers(DEEPEST).build();
    this.renderer =
        HtmlRenderer.builder().extensions(extensions).escapeHtml(true).sanitizeUrls(true).build();
    this.policy =
        new HtmlPolicyBuilder()
            .allowElements(
                "p", "br", "hr", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li")
            .allowElements((_, _) -> "h3", "h1", "h2", "h3", "h4", "h5", "h6")
            .allowElements("a")
            .allowAttributes("href")
            .matching(Pattern.compile(".+"))
            .onElements("a")
            .allowUrlProtocols("https", "http", "mailto")
            .requireRelsOnLinks("nofollow", "noopener", "noreferrer", "ugc")
            .toFactory();
  }

  /**
   * @param known names of accounts by key, which become links where mentioned
   */
  String html(String text, Map<String, String> known) {
    Node document = parser.parse(text);
    Mentions.link(document, known);
    return policy.sanitize(renderer.render(document));
  }

  /** Keys of the accounts mentioned in a text. */
  Set<String> named(String text, Map<String, String> known) {
    return Mentions.link(parser.parse(text), known);
  }
}
