package offprint.server.web;

import java.util.regex.Pattern;

/** Redirect targets of forms: pages of this site only. */
public final class LocalPath {
  private static final Pattern LOCAL = Pattern.compile("/(?![/\\\\])[\\x21-\\x7e&&[^\\\\{}]]*");

  private LocalPath() {}

  /** The path if it is one of this site, else "/". */
  public static String of(String path) {
    return LOCAL.matcher(path).matches() && path.length() <= 2_000 ? path : "/";
  }
}
