package offprint.server.feed;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import offprint.server.paper.Papers;
import offprint.server.web.AdmissionControl;
import offprint.server.web.Gzip;
import offprint.server.web.Visitor;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers lists and feeds that have not changed from memory, or with 304 to whoever has them. The
 * version of a list is the change counter of the papers, the hour (trending and the day's list turn
 * with it) and this process. While as many as may be are being rendered, a list that has changed in
 * the last seconds is answered as it was. Readers with a cookie or a token get pages of their own.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class ListAnswers extends OncePerRequestFilter {
  private static final Pattern LISTS =
      Pattern.compile(
          "/(papers(\\.atom|\\.json|/(date|week|month|calendar)/[^/]+"
              + "|/(trending|newest)(\\.atom|\\.json)?)?"
              + "|runnable|(topics|authors|submitters)(\\.atom|\\.json|/[^/]+)?)?");
  private static final int CAPACITY = 24 << 20;

  /** Greatest age of a stale answer while lists are being rendered. */
  private static final Duration STALE = Duration.ofSeconds(5);

  private final Papers papers;
  private final Gzip gzip;
  private final AdmissionControl admissionControl;
  private final Clock clock = Clock.systemUTC();
  private final String process = Long.toString(clock.millis(), 36);
  private final ListCache cache = new ListCache(CAPACITY);

  private String version = "";
  private Instant since = Instant.EPOCH;

  ListAnswers(Papers papers, Gzip gzip, AdmissionControl admissionControl) {
    this.papers = papers;
    this.gzip = gzip;
    this.admissionControl = admissionControl;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getMethod().equals("GET") || !LISTS.matcher(request.getRequestURI()).matches();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!Visitor.isUnknown(request)) {
      answerOne(request, response, chain);
      return;
    }
    String current =
        papers.changes() + "-" + clock.instant().getEpochSecond() / 3600 + "-" + process;
    Instant changed = since(current);
    String tag = tag(current);
    if (has(request, tag, changed)) {
      mark(response, tag, changed);
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    String address =
        request.getHeader("Host") + request.getRequestURI() + "?" + request.getQueryString();
    ListCache.Body known = cache.get(current, address);
    if (known == null) {
      AdmissionControl.Turn turn = admissionControl.atOnce();
      if (turn == null) {
        known = cache.recent(address, clock.instant(), STALE);
        turn = known == null ? admissionControl.await() : null;
      }
      if (turn != null) {
        known = rendered(turn, current, address, request, response, chain);
      } else if (known == null) {
        AdmissionControl.refuse(request, response);
        return;
      }
    }
    if (known != null) {
      mark(response, tag(known.version()), known.version().equals(current) ? changed : null);
      send(known, Gzip.isAccepted(request), response);
    }
  }

  /** Answers a list that depends on the reader. */
  private void answerOne(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    ListCache.Body own;
    try (AdmissionControl.Turn turn = admissionControl.await()) {
      if (turn == null) {
        AdmissionControl.refuse(request, response);
        return;
      }
      own = render("", request, response, chain);
    }
    if (own != null) {
      response.addHeader("Vary", "Accept-Encoding");
      send(own, Gzip.isAccepted(request), response);
    }
  }

  /** Renders a list and frees the admitted place; null if another answer was sent. */
  private ListCache.@Nullable Body rendered(
      AdmissionControl.Turn turn,
      String version,
      String address,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws ServletException, IOException {
    try (turn) {
      ListCache.Body known =
          cache.get(version, address); // another request may have rendered it meanwhile
      if (known == null) {
        known = render(version, request, response, chain);
        if (known != null) {
          cache.put(address, known);
        }
      }
      return known;
    }
  }

  private static String tag(String version) {
    return "W/\"" + version + "\"";
  }

  /** Renders a list; null if another answer was sent. */
  private ListCache.@Nullable Body render(
      String version, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try (ZippedResponse zipped = new ZippedResponse(response, gzip)) {
      chain.doFilter(request, zipped);
      ListCache.Body body = zipped.body(version, clock.instant());
      if (zipped.getStatus() == HttpServletResponse.SC_OK) {
        return body;
      }
      if (body.size() > 0 && !response.isCommitted()) {
        response.setContentLength(body.size());
        body.writePlain(response.getOutputStream());
      }
      return null;
    }
  }

  /** Time at which this process first saw the version. */
  private synchronized Instant since(String current) {
    if (!version.equals(current)) {
      version = current;
      since = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
    return since;
  }

  private static boolean has(HttpServletRequest request, String tag, Instant changed) {
    String tags = request.getHeader("If-None-Match");
    if (tags != null) {
      return tags.contains(tag.substring(2)) || tags.equals("*");
    }
    return date(request) >= changed.toEpochMilli();
  }

  private static long date(HttpServletRequest request) {
    try {
      return request.getDateHeader("If-Modified-Since");
    } catch (IllegalArgumentException _) {
      return -1;
    }
  }

  /**
   * @param changed null if not known
   */
  private void mark(HttpServletResponse response, String tag, @Nullable Instant changed) {
    response.setHeader("ETag", tag);
    response.setHeader("Cache-Control", "no-cache");
    response.addHeader("Vary", "Accept-Encoding, Cookie");
    // A second that is not over may bring another change, so its date would not tell them apart.
    if (changed != null && Duration.between(changed, clock.instant()).toMillis() > 1_000) {
      response.setDateHeader("Last-Modified", changed.toEpochMilli());
    }
  }

  private static void send(ListCache.Body body, boolean zip, HttpServletResponse response)
      throws IOException {
    response.setContentType(body.type());
    if (zip) {
      response.setHeader("Content-Encoding", "gzip");
      response.setContentLength(body.zipped().length);
      response.getOutputStream().write(body.zipped());
    } else {
      response.setContentLength(body.size());
      body.writePlain(response.getOutputStream());
    }
  }
}
