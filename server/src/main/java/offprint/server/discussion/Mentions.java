package offprint.server.discussion;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;

/** Mentions of accounts in comments, written {@code @ada}; not in code or links. */
final class Mentions {
  /** Most mentions in a comment; further ones are plain text. */
  static final int MOST = 10;

  private static final Pattern NAME =
      Pattern.compile("(?<![\\w.+@/-])@([A-Za-z0-9](?:-?[A-Za-z0-9]){1,38})(?![\\w@-])");

  private Mentions() {}

  /** Keys of all names that a text may mention. */
  static Set<String> candidates(String text) {
    Set<String> keys = new LinkedHashSet<>();
    Matcher name = NAME.matcher(text);
    while (name.find() && keys.size() < 10 * MOST) {
      keys.add(key(name.group(1)));
    }
    return keys;
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /**
   * Turns mentions into links.
   *
   * @param known names of accounts by key
   * @return keys of the linked accounts
   */
  static Set<String> link(Node document, Map<String, String> known) {
    Linker linker = new Linker(known);
    document.accept(linker);
    return linker.linked;
  }

  private static final class Linker extends AbstractVisitor {
    private final Map<String, String> known;
    private final Set<String> linked = new LinkedHashSet<>();

    Linker(Map<String, String> known) {
      this.known = known;
    }

    @Override
    public void visit(Link link) {
      // a mention inside a link belongs to the link
    }

    @Override
    public void visit(Text text) {
      String literal = text.getLiteral();
      List<Node> parts = new ArrayList<>();
      int end = 0;
      Matcher name = NAME.matcher(literal);
      while (name.find()) {
        String key = key(name.group(1));
        String account = known.get(key);
        if (account != null && (linked.contains(key) || linked.size() < MOST)) {
          linked.add(key);
          parts.add(new Text(literal.substring(end, name.start())));
          Link link = new Link("/people/" + account, null);
          link.appendChild(new Text("@" + account));
          parts.add(link);
          end = name.end();
        }
      }
      if (end > 0) {
        parts.add(new Text(literal.substring(end)));
        parts.forEach(text::insertBefore);
        text.unlink();
      }
    }
  }
}
