package offprint.server.operation;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A setting as the server was started with it.
 *
 * @param name as on the command line, such as "port"
 * @param value without secrets
 * @param source "argument", "environment", "file" or "default"
 */
public record Setting(String name, String value, String source) {
  private static final Pattern SECRET_NAME = Pattern.compile("password|secret|token|key");
  private static final Pattern SECRET_PART =
      Pattern.compile("((?:password|secret|token)=)[^&;\\s]*|(?<=://)[^/@\\s]*(?=@)");

  public Setting {
    if (SECRET_NAME.matcher(name.toLowerCase(Locale.ROOT)).find()) {
      value = value.isEmpty() ? "" : "(set)";
    } else {
      value = SECRET_PART.matcher(value).replaceAll("$1(hidden)");
    }
  }
}
