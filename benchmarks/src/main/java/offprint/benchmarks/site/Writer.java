package offprint.benchmarks.site;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import offprint.engine.Json;
import tools.jackson.databind.JsonNode;

/** Somebody signed in who sends the forms that the site's pages have. */
final class Writer {
  private static final String PASSWORD = "correct horse battery";
  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
  private static final Pattern TAGS = Pattern.compile("<[^>]*>");

  private final int port;
  private final String address;
  private final HttpClient client = HttpClient.newHttpClient();
  private String name = "";
  private String cookie = "";
  private String csrf = "";

  /**
   * @param address that the site takes the requests to come from
   */
  Writer(int port, String address) {
    this.port = port;
    this.address = address;
  }

  String name() {
    return name;
  }

  void setUp(String code, String as) throws IOException {
    signUp("/setup", as, "code=" + encoded(code) + "&");
  }

  void register(String as) throws IOException {
    signUp("/register", as, "");
  }

  private void signUp(String path, String as, String more) throws IOException {
    name = as;
    HttpResponse<String> answer =
        post(path, more + "name=" + as + "&password=" + encoded(PASSWORD), 302);
    cookie =
        answer.headers().allValues("Set-Cookie").stream()
            .map(set -> set.split(";", 2)[0])
            .filter(set -> set.contains("session="))
            .findFirst()
            .orElseThrow(() -> new IOException("no session for " + as));
    Matcher token = CSRF.matcher(send(request("/settings"), 200).body());
    if (!token.find()) {
      throw new IOException("no form on the page of settings");
    }
    csrf = token.group(1);
  }

  void vote(String paper, boolean up) throws IOException {
    post("/votes", "paper=" + encoded(paper) + "&vote=" + (up ? "up" : "none"), 302);
  }

  void comment(String paper, String text) throws IOException {
    post("/comments", "paper=" + encoded(paper) + "&text=" + encoded(text), 302);
  }

  /** Addresses of papers. */
  List<String> papers() throws IOException {
    List<String> papers = new ArrayList<>();
    for (JsonNode paper : json("/api/v1/papers").path("papers")) {
      papers.add(paper.path("slug").asString());
    }
    return papers;
  }

  int upvotes(String paper) throws IOException {
    return json("/api/v1/papers/" + paper + "/vote").path("upvotes").asInt();
  }

  /** Their texts. */
  List<String> comments(String paper) throws IOException {
    List<String> texts = new ArrayList<>();
    for (JsonNode comment : json("/api/v1/papers/" + paper + "/comments")) {
      texts.add(TAGS.matcher(comment.path("html").asString()).replaceAll("").strip());
    }
    return texts;
  }

  private JsonNode json(String path) throws IOException {
    return Json.MAPPER.readTree(send(request(path), 200).body());
  }

  private HttpResponse<String> post(String path, String form, int expected) throws IOException {
    String body = csrf.isEmpty() ? form : form + "&_csrf=" + encoded(csrf);
    return send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body)),
        expected);
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:%d%s".formatted(port, path)))
            .header("X-Forwarded-For", address);
    return cookie.isEmpty() ? request : request.header("Cookie", cookie);
  }

  /**
   * @throws IOException if the answer's status is another
   */
  private HttpResponse<String> send(HttpRequest.Builder request, int expected) throws IOException {
    HttpRequest built = request.version(HttpClient.Version.HTTP_1_1).build();
    try {
      HttpResponse<String> answer = client.send(built, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != expected) {
        throw new IOException(
            "%s %s: %d".formatted(built.method(), built.uri(), answer.statusCode()));
      }
      return answer;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
