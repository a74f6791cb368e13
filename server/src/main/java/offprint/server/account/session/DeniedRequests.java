package offprint.server.account.session;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import offprint.engine.Json;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;

/** Answers refused requests: with the sign-in page for browsers, with problem+json for programs. */
final class DeniedRequests implements AuthenticationEntryPoint, AccessDeniedHandler {
  static final String MESSAGE = DeniedRequests.class.getName();
  private static final Pattern FILE = Pattern.compile(".*\\.(atom|json|bib|md|svg|xml|txt)");

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
      throws IOException, ServletException {
    String path = AccessRules.path(request);
    if (path.startsWith("/api/") || FILE.matcher(path).matches()) {
      response.setHeader("WWW-Authenticate", "Bearer");
      refuse(
          401,
          "this needs an account: send an API token, as Authorization: Bearer offprint_…",
          request,
          response);
    } else {
      boolean returns = request.getMethod().equals("GET");
      String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
      String next = returns ? request.getRequestURI() + query : "";
      response.setHeader("Cache-Control", "no-store");
      response.sendRedirect(
          next.isEmpty() || next.equals("/")
              ? "/login"
              : "/login?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
    }
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException failure)
      throws IOException, ServletException {
    String message =
        failure instanceof CsrfException
            ? "this form is out of date or not of this site: load its page again"
            : "this account or token may not do that";
    refuse(403, message, request, response);
  }

  void refuse(int status, String message, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    String path = AccessRules.path(request);
    response.setStatus(status);
    if (path.startsWith("/api/v1/")) {
      json(
          response,
          "application/problem+json",
          Map.of(
              "type",
              "about:blank",
              "title",
              status == 401 ? "Unauthorized" : "Forbidden",
              "status",
              status,
              "detail",
              message,
              "faults",
              List.of()));
    } else if (path.startsWith("/api/")) {
      json(response, "application/json", Map.of("error", message));
    } else if (status == 401) {
      response.setContentType("text/plain;charset=UTF-8");
      response.getOutputStream().write(message.getBytes(StandardCharsets.UTF_8));
    } else {
      request.setAttribute(MESSAGE, message);
      request.getRequestDispatcher("/refused").forward(request, response);
    }
  }

  private static void json(HttpServletResponse response, String type, Object body)
      throws IOException {
    response.setContentType(type);
    response.getOutputStream().write(Json.MAPPER.writeValueAsBytes(body));
  }
}
