package offprint.server.account;

import java.util.regex.Pattern;

/** Where a form leads afterwards: pages of this site only. */
final class LocalPath {
  private static final Pattern LOCAL = Pattern.compile("/(?![/\\\\])[\\x21-\\x7e&&[^\\\\{}]]*");

  private LocalPath() {}

  /** The path if it is one of this site, else "/". */
  static String of(String path) {
    return LOCAL.matcher(path).matches() && path.length() <= 2_000 ? path : "/";
  }
}
