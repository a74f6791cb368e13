package offprint.server.web;

import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Style sheets and scripts: our own, the engine's charts, and libraries from their jars. */
@Configuration(proxyBeanMethods = false)
class Assets implements WebMvcConfigurer {
  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    CacheControl cache = CacheControl.maxAge(Duration.ofHours(1)).cachePublic();
    registry
        .addResourceHandler("/assets/lib/**")
        .addResourceLocations("classpath:/META-INF/resources/webjars/")
        .setCacheControl(cache);
    registry
        .addResourceHandler("/assets/**")
        .addResourceLocations(
            "classpath:/offprint/server/web/assets/", "classpath:/offprint/engine/web/")
        .setCacheControl(CacheControl.noCache());
  }
}
