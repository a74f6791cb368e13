package offprint.server.web;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/** Serves pages as HTML whatever their address ends in: a topic may be called "feed.xml". */
@Component
final class HtmlViews {
  HtmlViews(@Qualifier("thymeleafViewResolver") ThymeleafViewResolver views) {
    views.setForceContentType(true);
  }
}
