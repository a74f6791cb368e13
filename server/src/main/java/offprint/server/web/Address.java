package offprint.server.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Addresses of the lists whose names people made up. */
public final class Address {
  /** What servers and proxies do not leave alone in a path, even encoded. */
  private static final Pattern DELICATE = Pattern.compile("[/\\\\;%\\p{Cntrl}]|^\\.{1,2}$");

  private Address() {}

  public static String topic(String name) {
    return named("/topics", name, "");
  }

  public static String author(String name) {
    return named("/authors", name, "");
  }

  public static String submitter(String name) {
    return named("/submitters", name, "");
  }

  /**
   * @param suffix "" for the page, ".atom" or ".json" for its feeds
   */
  public static String named(String folder, String name, String suffix) {
    return DELICATE.matcher(name).find()
        ? folder + suffix + "?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8)
        : folder + "/" + segment(name) + suffix;
  }

  private static String segment(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
