package offprint.server.account;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import offprint.server.TestSite;
import offprint.server.account.AccountConfig.Limits;

/** A browser with cookies that sends a form as the page it loaded before has it. */
public final class Client {
  public static final String PASSWORD = "correct horse battery";

  /** Limits that no test meets. */
  public static final Limits WIDE = new Limits(10_000, 10_000, 10_000, 10_000, 10_000);

  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private final TestSite site;
  private final Map<String, String> cookies = new LinkedHashMap<>();

  public Client(TestSite site) {
    this.site = site;
  }

  /** The administrator, called ada. */
  public static Client administrator(TestSite site) {
    Client client = new Client(site);
    HttpResponse<String> answer =
        client.post("/setup", "code", site.setupCode(), "name", "ada", "password", PASSWORD);
    if (answer.statusCode() != 302) {
      throw new IllegalStateException(answer.body());
    }
    return client;
  }

  /** Somebody whom the administrator invited. */
  public static Client reader(TestSite site, Client administrator, String name) {
    Client client = new Client(site);
    HttpResponse<String> answer =
        client.post(
            "/register",
            "invitation",
            administrator.invitation(),
            "name",
            name,
            "password",
            PASSWORD);
    if (answer.statusCode() != 302) {
      throw new IllegalStateException(answer.body());
    }
    return client;
  }

  public String invitation() {
    return find("invitation=([A-Za-z0-9_-]{43})", post("/admin/invitations", "note", "x").body());
  }

  public static String find(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    if (!matcher.find()) {
      throw new AssertionError("no " + pattern + " in " + text);
    }
    return matcher.group(1);
  }

  public HttpResponse<String> get(String path) {
    return send(site.request(path));
  }

  /** With the token of a page, where there is a session. */
  public HttpResponse<String> post(String path, String... fields) {
    return postWith(csrf(), path, fields);
  }

  /**
   * @param csrf "" for none
   */
  public HttpResponse<String> postWith(String csrf, String path, String... fields) {
    Map<String, String> form = new LinkedHashMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      form.merge(fields[i], fields[i + 1], (one, other) -> one + "," + other);
    }
    if (!csrf.isEmpty()) {
      form.put("_csrf", csrf);
    }
    String body =
        form.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return send(
        site.request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** "" where nobody is signed in. */
  public String csrf() {
    if (!cookies.containsKey("session")) {
      return "";
    }
    HttpResponse<String> page = get("/settings");
    Matcher token = CSRF.matcher((page.statusCode() == 200 ? page : get("/login")).body());
    return token.find() ? token.group(1) : "";
  }

  public HttpResponse<String> signIn(String name, String password) {
    return post("/login", "name", name, "password", password);
  }

  /** Whether the site knows who this is. */
  public boolean isSignedIn() {
    return get("/settings").statusCode() == 200;
  }

  public String cookie() {
    return cookies.getOrDefault("session", "");
  }

  public void setCookie(String word) {
    cookies.put("session", word);
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(c -> c.getKey() + "=" + c.getValue())
              .collect(Collectors.joining("; ")));
    }
    HttpResponse<String> answer = site.send(request);
    for (String set : answer.headers().allValues("Set-Cookie")) {
      String[] pair = set.split(";")[0].split("=", 2);
      if (set.contains("Max-Age=0")) {
        cookies.remove(pair[0]);
      } else {
        cookies.put(pair[0], pair[1]);
      }
    }
    return answer;
  }
}
