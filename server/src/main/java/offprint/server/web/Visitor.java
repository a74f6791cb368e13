package offprint.server.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Whether the server may know who asks; whoever it does not is answered like all others. */
public final class Visitor {
  private Visitor() {}

  /** True where a request has no cookie and no token. */
  public static boolean isUnknown(HttpServletRequest request) {
    return request.getHeader(HttpHeaders.COOKIE) == null
        && request.getHeader(HttpHeaders.AUTHORIZATION) == null;
  }

  /** The same of the request that this thread answers, false where it answers none. */
  public static boolean isUnknown() {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes known
        && isUnknown(known.getRequest());
  }
}
