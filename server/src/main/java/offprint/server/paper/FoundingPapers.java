package offprint.server.paper;

import offprint.server.method.Methods;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

/** Stores the founding papers before the first request and gives every method's paper a page. */
@Component
final class FoundingPapers implements InitializingBean {
  private final Papers papers;
  private final Methods methods;

  FoundingPapers(Papers papers, Methods methods) {
    this.papers = papers;
    this.methods = methods;
  }

  @Override
  public void afterPropertiesSet() {
    papers.found();
    methods.papers().forEach(papers::adopt);
  }
}
