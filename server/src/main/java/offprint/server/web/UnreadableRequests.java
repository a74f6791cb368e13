package offprint.server.web;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Explains requests that Tomcat refuses before our code sees them, such as malformed addresses. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
final class UnreadableRequests
    implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
  private static final Logger LOG = LoggerFactory.getLogger(UnreadableRequests.class);

  /** Characters that browsers send unencoded in a query, against RFC 3986. */
  private static final String RELAXED = "\"<>[\\]^`{|}";

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.addContextCustomizers(
        context -> context.getParent().getPipeline().addValve(new Words()));
    factory.addConnectorCustomizers(
        connector -> connector.setProperty("relaxedQueryChars", RELAXED));
  }

  private static final class Words extends ErrorReportValve {
    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
      int status = response.getStatus();
      if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
        return;
      }
      String message =
          status < 500
              ? RefusalResponse.UNREADABLE
              : "something went wrong here; the server's log says what";
      byte[] body = RefusalResponse.body(status, message, request, response);
      try {
        Writer writer = response.getReporter();
        if (writer != null) {
          writer.write(new String(body, StandardCharsets.UTF_8));
          response.finishResponse();
        }
      } catch (IOException e) {
        LOG.debug("the reader of an error page is gone", e);
      }
    }
  }
}
