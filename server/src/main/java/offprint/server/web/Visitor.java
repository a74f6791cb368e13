package offprint.server.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Tells anonymous requests, which all get the same answer, from others. */
public final class Visitor {
  private Visitor() {}

  /** True where a request has no cookie and no token. */
  public static boolean isUnknown(HttpServletRequest request) {
    return request.getHeader(HttpHeaders.COOKIE) == null
        && request.getHeader(HttpHeaders.AUTHORIZATION) == null;
  }

  /** The same for the request of this thread, false where it has none. */
  public static boolean isUnknown() {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes known
        && isUnknown(known.getRequest());
  }
}
