package offprint.server.feed;

import java.nio.charset.StandardCharsets;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.thymeleaf.spring6.ISpringTemplateEngine;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/**
 * Lists are written while they are made, not gathered in one text first: {@link ListAnswers} keeps
 * them back, so nobody sees half of one that fails.
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
