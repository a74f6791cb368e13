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
 * Reads pages of a site that has just started, one after another, from the front page along its
 * links: so that its code is compiled before readers wait for that, and so that the archive made of
 * a trial start knows the classes that pages need. It gives way to readers, and ends once they have
 * asked for so many pages that they do the same. Who has to sign in first sees little, and so does
 * this.
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
   * @param requests that the site was asked for so far, those of others included
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
   * Waits while others ask for pages.
   *
   * @param own requests that were not those of others
   * @return false if they have asked for enough, or time is over
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
