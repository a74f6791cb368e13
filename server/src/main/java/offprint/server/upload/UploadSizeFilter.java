package offprint.server.upload;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import offprint.server.web.Problem;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Refuses a request that announces more bytes than an upload may have, before reading any. Needs
 * multipart requests to be read late ({@code spring.servlet.multipart.resolve-lazily}).
 */
@Configuration(proxyBeanMethods = false)
class UploadSizeFilter implements WebMvcConfigurer, HandlerInterceptor {
  private static final long FORM_BYTES = 1 << 20;

  private final UploadLimit limit;

  UploadSizeFilter(UploadLimit limit) {
    this.limit = limit;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this);
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (request.getContentLengthLong() > limit.bytes() + FORM_BYTES) {
      response.setHeader("Connection", "close");
      throw Problem.tooLarge(limit.refusal());
    }
    return true;
  }
}
