package offprint.server.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import offprint.engine.Json;
import org.springframework.web.util.HtmlUtils;

/**
 * Answers a request that is refused before it reaches a controller: problem+json under /api/v1, the
 * hub's form elsewhere under /api, a page on all other addresses.
 */
public final class RefusalResponse {
  public static final String UNREADABLE = "the address or a header of this request cannot be read";

  private RefusalResponse() {}

  public static void send(
      int status, String message, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setStatus(status);
    response.getOutputStream().write(body(status, message, request, response));
  }

  /** Sets the headers of the answer and returns its body. */
  static byte[] body(
      int status, String message, HttpServletRequest request, HttpServletResponse response) {
    String path = String.valueOf(request.getRequestURI());
    if (path.startsWith("/api/v1/")) {
      response.setContentType("application/problem+json");
      return Json.MAPPER.writeValueAsBytes(
          Map.of(
              "type",
              "about:blank",
              "title",
              heading(status),
              "status",
              status,
              "detail",
              message));
    }
    if (path.startsWith("/api/")) {
      response.setContentType("application/json");
      response.setHeader("X-Error-Message", message.replaceAll("[^\\x20-\\x7e]", "?"));
      return Json.MAPPER.writeValueAsBytes(Map.of("error", message));
    }
    response.setContentType("text/html;charset=UTF-8");
    return """
    <!doctype html>
    <html lang="en">
    <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">\
    <title>%1$s · Offprint</title><link rel="stylesheet" href="/assets/site.css"></head>
    <body><main><div class="heading"><h1>%1$s</h1><p class="lead">%2$s</p></div>\
    <p><a href="/papers">The newest papers</a></p></main></body>
    </html>
    """
        .formatted(heading(status), HtmlUtils.htmlEscape(message, "UTF-8"))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String heading(int status) {
    return status == 403 ? "Refused" : status < 500 ? "Wrong input" : "Something went wrong";
  }
}
