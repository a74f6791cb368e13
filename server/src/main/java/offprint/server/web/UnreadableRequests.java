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

/** Says in words what Tomcat refuses before any of our code sees it, such as broken addresses. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
final class UnreadableRequests
    implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
  private static final Logger LOG = LoggerFactory.getLogger(UnreadableRequests.class);
  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">\
      <title>%1$s · Offprint</title><link rel="stylesheet" href="/assets/site.css"></head>
      <body><main><div class="heading"><h1>%1$s</h1><p class="lead">%2$s</p></div>\
      <p><a href="/papers">The newest papers</a></p></main></body>
      </html>
      """;

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.addContextCustomizers(
        context -> context.getParent().getPipeline().addValve(new Words()));
  }

  private static final class Words extends ErrorReportValve {
    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
      int status = response.getStatus();
      if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
        return;
      }
      String page =
          status < 500
              ? PAGE.formatted(
                  "Wrong input", "the address or a header of this request cannot be read")
              : PAGE.formatted(
                  "Something went wrong", "something went wrong here; the server's log says what");
      try {
        response.setContentType("text/html");
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        Writer writer = response.getReporter();
        if (writer != null) {
          writer.write(page);
          response.finishResponse();
        }
      } catch (IOException e) {
        LOG.debug("the reader of an error page is gone", e);
      }
    }
  }
}
