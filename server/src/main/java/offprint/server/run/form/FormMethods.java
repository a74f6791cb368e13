package offprint.server.run.form;

import offprint.server.method.MethodEntry;
import offprint.server.method.Methods;
import offprint.server.paper.Papers;
import offprint.server.paper.StoredPaper;
import offprint.server.web.Problem;
import org.springframework.stereotype.Component;

/** The paper and method that the address of a form names. */
@Component
final class FormMethods {
  private final Methods methods;

  FormMethods(Methods methods) {
    this.methods = methods;
  }

  /**
   * @throws Problem not found
   */
  StoredPaper paper(Papers papers, String id) {
    return papers
        .find(id)
        .orElseThrow(() -> Problem.notFound("there is no paper '%s' here".formatted(id)));
  }

  /**
   * @throws Problem not found
   */
  MethodEntry<?> get(StoredPaper paper, String task) {
    if (paper.slug().isEmpty()) {
      throw Problem.notFound("nothing of this paper can be run here");
    }
    return methods.get(paper.slug() + "/" + task);
  }
}
