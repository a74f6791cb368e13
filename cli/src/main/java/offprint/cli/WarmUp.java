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
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Requests the pages of a site that has just started, one after another, following links from the
 * front page. The JVM then compiles their code before readers need it, and the class archive of a
 * trial start holds the classes of all pages. Readers have priority, and the warm-up ends once they
 * have requested as many pages themselves. On a site that requires signing in it reaches only the
 * public pages.
 */
final class WarmUp implements Runnable {
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
  private static final int ENOUGH_OF_OTHERS = 40; // pages
  private static final long PAUSE_NANOS = 50_000_000;

  private final URI site;
  private final int pages;
  private final Duration time;
  private final LongSupplier requests;
  private long ofOthers;

  /**
   * @param pages to read at most
   * @param time after which no further page is read
   * @param requests number of requests the site has received, from everybody
   */
  WarmUp(URI site, int pages, Duration time, LongSupplier requests) {
    this.site = site;
    this.pages = pages;
    this.time = time;
    this.requests = requests;
  }

  @Override
  public void run() {
    long end = System.nanoTime() + time.toNanos();
    long before = requests.getAsLong();
    Queue<String> paths = new ArrayDeque<>(BEGIN);
    Set<String> known = new HashSet<>(BEGIN);
    for (int read = 0; read < pages && !paths.isEmpty() && System.nanoTime() < end; read++) {
      if (!giveWay(before + read, end)) {
        return;
      }
      Matcher links = LINK.matcher(page(paths.remove()));
      while (links.find()) {
        String path = links.group(1).replace("&amp;", "&");
        if (known.size() < 2 * pages && !OTHER.matcher(path).find() && known.add(path)) {
          paths.add(path);
        }
      }
    }
  }

  /**
   * Waits while others request pages.
   *
   * @param own requests of this warm-up so far
   * @return false once others have requested enough pages, or time is over
   */
  private boolean giveWay(long own, long end) {
    for (long now = requests.getAsLong() - own; now > ofOthers; now = requests.getAsLong() - own) {
      if (now >= ENOUGH_OF_OTHERS || System.nanoTime() > end) {
        return false;
      }
      ofOthers = now;
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return true;
  }

  /** The page as HTML; "" if it could not be read. */
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
