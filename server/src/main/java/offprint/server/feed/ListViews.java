package offprint.server.feed;

import java.nio.charset.StandardCharsets;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.thymeleaf.spring6.ISpringTemplateEngine;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/**
 * Streams lists from the template without building one text first; {@link ListAnswers} holds them
 * back, so that nobody sees half of a list that fails.
 */
@Configuration(proxyBeanMethods = false)
class ListViews {
  @Bean
  ThymeleafViewResolver listViewResolver(ISpringTemplateEngine templates) {
    ThymeleafViewResolver views = new ThymeleafViewResolver();
    views.setTemplateEngine(templates);
    views.setViewNames(new String[] {"feed/list"});
    views.setCharacterEncoding(StandardCharsets.UTF_8.name());
    views.setForceContentType(true);
    views.setProducePartialOutputWhileProcessing(true);
    views.setOrder(Ordered.LOWEST_PRECEDENCE - 10);
    return views;
  }
}
