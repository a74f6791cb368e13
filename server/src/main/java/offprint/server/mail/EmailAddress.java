package offprint.server.mail;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A plain e-mail address: no display name, quoting or comment, nothing that could end a header or
 * an SMTP command.
 *
 * @param text with the domain in ASCII
 */
public record EmailAddress(String text) {
  private static final int LONGEST = 254; // RFC 5321, 4.5.3.1.3, without the brackets
  private static final int LONGEST_LOCAL = 64;
  private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
  private static final Pattern LOCAL = Pattern.compile(ATOM + "(\\." + ATOM + ")*");
  private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final Pattern DOMAIN = Pattern.compile(LABEL + "(\\." + LABEL + ")+");

  /**
   * @param name of the parameter, for the message
   * @throws IllegalArgumentException if it is not a plain address
   */
  public static EmailAddress parse(String name, String typed) {
    String text = typed.strip();
    int at = text.lastIndexOf('@');
    String local = at < 0 ? "" : text.substring(0, at);
    String domain = at < 0 ? "" : ascii(text.substring(at + 1));
    if (local.length() > LONGEST_LOCAL
        || local.length() + 1 + domain.length() > LONGEST
        || !LOCAL.matcher(local).matches()
        || !DOMAIN.matcher(domain).matches()) {
      throw new IllegalArgumentException(
          "%s must be an e-mail address like ada@example.org: got %s".formatted(name, shown(text)));
    }
    return new EmailAddress(local + "@" + domain);
  }

  private static String ascii(String domain) {
    try {
      return IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES);
    } catch (IllegalArgumentException _) {
      return "";
    }
  }

  private static String shown(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "�");
    return line.isEmpty() ? "nothing" : line.length() > 80 ? line.substring(0, 80) + "…" : line;
  }

  /** Equal for addresses that differ in case only. */
  public String key() {
    return text.toLowerCase(Locale.ROOT);
  }

  public String domain() {
    return text.substring(text.lastIndexOf('@') + 1);
  }

  @Override
  public String toString() {
    return text;
  }
}
