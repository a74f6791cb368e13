package offprint.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads pages of a site that has just started, one after another, from the front page along its
 * links: so that the archive made of this start knows the classes that pages need.
 */
final class Rehearsal {
  private static final Pattern LINK =
      Pattern.compile("href=\"(/(?:papers|topics|authors)[^\"#]*)\"");
  private static final Pattern OTHER = Pattern.compile("\\.(?:bib|atom|json|svg)|/run/|calendar/");
  private static final List<String> BEGIN =
      List.of(
          "/",
          "/papers/newest",
          "/papers/trending",
          "/api/daily_papers",
          "/search?q=learning+of+networks",
          "/search?q=a+model+that+learns+from+few+examples",
          "/search/instant?q=netw",
          "/topics");
  private static final int PATIENCE_MILLIS = 5_000;
  private static final int LONGEST = 1 << 20;

  private final URI site;
  private final int pages;
  private final Duration time;

  /**
   * @param pages to read at most
   * @param time after which no further page is read
   */
  Rehearsal(URI site, int pages, Duration time) {
    this.site = site;
    this.pages = pages;
    this.time = time;
  }

  void run() {
    long end = System.nanoTime() + time.toNanos();
    Queue<String> paths = new ArrayDeque<>(BEGIN);
    Set<String> known = new HashSet<>(BEGIN);
    for (int read = 0; read < pages && !paths.isEmpty() && System.nanoTime() < end; read++) {
      Matcher links = LINK.matcher(page(paths.remove()));
      while (links.find()) {
        String path = links.group(1).replace("&amp;", "&");
        if (known.size() < 2 * pages && !OTHER.matcher(path).find() && known.add(path)) {
          paths.add(path);
        }
      }
    }
  }

  /** "" where there is none; a reader would see why. */
  private String page(String path) {
    try {
      URL address = site.resolve(path).toURL();
      HttpURLConnection connection = (HttpURLConnection) address.openConnection();
      connection.setConnectTimeout(PATIENCE_MILLIS);
      connection.setReadTimeout(PATIENCE_MILLIS);
      try (InputStream in = connection.getInputStream()) {
        return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
      }
    } catch (IOException | IllegalArgumentException _) {
      return "";
    }
  }
}
