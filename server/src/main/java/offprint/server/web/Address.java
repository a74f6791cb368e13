package offprint.server.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Addresses of lists whose names are free text, such as topics and authors. */
public final class Address {
  /** Characters that servers and proxies alter in a path even when encoded. */
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
