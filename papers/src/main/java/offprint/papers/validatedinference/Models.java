package offprint.papers.validatedinference;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Wording;
import offprint.kernels.inference.language.Model;
import offprint.method.Card;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;

/** Shows the built-in models and writes their texts, to begin own ones from. */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Models implements Method<Models.Params> {
  /** Parameters. */
  public record Params(@Param(label = "Model", help = "Name of one; empty: all") String model) {}

  @Override
  public Card card() {
    return new Card(
        "models", "Lists the built-in models with the columns they read, and gives their texts.");
  }

  @Override
  public Report run(Params p, Run run) throws Exception {
    Findings out = new Findings(run);
    run.progress(0, "reading models");
    List<BuiltIn> shown =
        p.model.isBlank()
            ? List.of(BuiltIn.values())
            : List.of(
                BuiltIn.named(p.model)
                    .orElseThrow(
                        () ->
                            new IllegalArgumentException(
                                "model must be one of %s: got %s"
                                    .formatted(Wording.list(BuiltIn.titles()), p.model))));
    Frame frame = Frame.of("model", "what_it_is", "columns");
    for (BuiltIn model : shown) {
      Map<String, String> columns = Model.parse(model.text()).columns();
      frame.row(
          model.title(),
          model.summary(),
          columns.values().stream().collect(Collectors.joining(", ")));
      out.file(model.title() + ".txt", model.text());
    }
    out.table("Built-in models", frame);
    shown.forEach(model -> out.text("%s: %s".formatted(model.title(), model.text().strip())));
    out.metric("models", shown.size());
    return out.answer(
        "%s: give a name to fit, or change the text of a file below and give that."
            .formatted(Wording.count(shown.size(), "model")));
  }
}
